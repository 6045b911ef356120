/** ConnectionCheck-<version>.msi, by wixl (msi.wxs) and, for what wixl has no words for, msibuild. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { appFolder, appId, cache, output, programName, sourceDate, upgradeCode, version } from './facts.mjs';
import { readFileVersion } from './resources.mjs';
import { sign } from './sign.mjs';

const front = `${programName}.exe`;
const template = join(import.meta.dirname, 'msi.wxs');

/** @returns {string} the file */
export function buildMsi(productVersion = version, folder = output) {
  const file = join(folder, `ConnectionCheck-${productVersion}.msi`);
  mkdirSync(cache, { recursive: true });
  const files = installed();
  // The cabinet keeps these times.
  for (const path of files) utimesSync(join(appFolder, path), sourceDate, sourceDate);
  const list = join(cache, 'files.wxs');
  writeFileSync(list, listFiles(files));
  const defines = {
    Name: programName,
    Version: productVersion,
    UpgradeCode: upgradeCode,
    ProductCode: code(`version ${productVersion}`),
    FrontCode: code(front),
    LoginCode: code('start at login'),
    EventsCode: code('event source'),
  };
  const options = Object.entries(defines).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  // wixl finds files only from where it is started.
  const local = { cwd: appFolder, env: { ...process.env, TZ: 'UTC' }, stdio: 'inherit' };
  execFileSync('wixl', ['-a', 'x64', ...options, '-o', file, template, list], local);

  // Two packages with one code are one to Windows Installer, which would not look into the second.
  const contents = [template, list, ...files.map((path) => join(appFolder, path))].map(sha256);
  const summary = join(cache, 'summary.idt');
  writeFileSync(summary, summarize(code(`package ${productVersion} ${contents}`)));
  const queries = [...fileVersions(files), ...others].flatMap((query) => ['-q', query]);
  execFileSync('msibuild', [file, ...queries, '-i', summary], local);
  sign(file);
  return file;
}

/** Paths below the folder, in an order that is always the same. */
function installed() {
  const entries = readdirSync(appFolder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(appFolder, join(entry.parentPath, entry.name))).toSorted();
}

/** Everything but the front door, a component a file, as Windows Installer wants it. */
function listFiles(files) {
  const others = files.filter((path) => path !== front);
  const folders = [...new Set(others.flatMap(parents))].toSorted();
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Fragment>
<DirectoryRef Id="ProgramFolder">
${describeFolder('.', folders, others)}
</DirectoryRef>
<ComponentGroup Id="Files">
${others.map((path) => `<ComponentRef Id="${id(path)}" />`).join('\n')}
</ComponentGroup>
</Fragment>
</Wix>
`;
}

function describeFolder(folder, folders, files) {
  const within = (path) => path !== '.' && dirname(path) === folder;
  const inner = folders.filter(within).map((path) => {
    return `<Directory Id="${id(path)}" Name="${basename(path)}">\n${describeFolder(path, folders, files)}\n</Directory>`;
  });
  const own = files.filter(within).map((path) => {
    const file = `<File Id="${id(path)}" Source="${path}" KeyPath="yes" />`;
    return `<Component Id="${id(path)}" Guid="${code(path)}" Win64="yes">${file}</Component>`;
  });
  return [...own, ...inner].join('\n');
}

/** The folders that a file is in, without the one that all are in. */
function parents(path) {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...parents(folder)];
}

/** An identifier: letters, digits, underscores and periods. */
function id(path) {
  return path === front ? 'Front' : path.replace(/[^A-Za-z0-9.]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`);
}

/** A UUID of its own for each name, version 5 (RFC 9562, 5.5), in the form that Windows Installer asks for. */
function code(name) {
  const hash = createHash('sha1')
    .update(Buffer.from(upgradeCode.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(hash.toString('hex').toUpperCase()).slice(1);
  return `{${parts.join('-')}}`;
}

function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * A file with a version is only replaced by one with a higher version (learn.microsoft.com/windows/win32/msi/
 * file-versioning-rules), and has no hash beside it.
 */
function fileVersions(files) {
  return files.flatMap((path) => {
    const found = path.endsWith('.exe') ? readFileVersion(readFileSync(join(appFolder, path))) : null;
    if (found === null) return [];
    return [
      `UPDATE \`File\` SET \`Version\` = '${found.version}', \`Language\` = '${found.lang}' WHERE \`File\` = '${id(path)}'`,
      `DELETE FROM \`MsiFileHash\` WHERE \`File_\` = '${id(path)}'`,
    ];
  });
}

/** learn.microsoft.com/windows/win32/msi/msishortcutproperty-table, component-table, removefile-table */
const others = [
  'CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, `Shortcut_` CHAR(72) NOT NULL, ' +
    '`PropertyKey` CHAR(0) NOT NULL, `PropVariantValue` CHAR(0) NOT NULL PRIMARY KEY `MsiShortcutProperty`)',
  'INSERT INTO `MsiShortcutProperty` (`MsiShortcutProperty`, `Shortcut_`, `PropertyKey`, `PropVariantValue`) ' +
    `VALUES ('AppId', 'StartMenu', 'System.AppUserModel.ID', '${appId}')`,
  "UPDATE `Component` SET `Condition` = 'STARTSATLOGIN OR NOT (WIX_UPGRADE_DETECTED OR SETUPUNINSTALL)' " +
    "WHERE `Component` = 'Login'",
  // It cannot delete itself while RemoveSetup waits for it.
  'INSERT INTO `RemoveFile` (`FileKey`, `Component_`, `FileName`, `DirProperty`, `InstallMode`) ' +
    "VALUES ('SetupUninstaller', 'Front', 'uninstall.exe', 'ProgramFolder', 1)",
  // What the client has found, the server would believe: so only the server looks.
  "DELETE FROM `InstallUISequence` WHERE `Action` = 'AppSearch'",
];

/** Property by property (learn.microsoft.com/windows/win32/msi/summary-property-descriptions): wixl puts in the time. */
function summarize(packageCode) {
  const time = new Date(sourceDate * 1000).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
  const properties = { 9: packageCode, 12: time, 13: time };
  const rows = Object.entries(properties).map((row) => row.join('\t'));
  return ['PropertyId\tValue', 'i2\tl255', '_SummaryInformation\tPropertyId', ...rows, ''].join('\r\n');
}

// The tests need an older version to upgrade from.
if (import.meta.main) buildMsi(...process.argv.slice(2));
