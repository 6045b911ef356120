/** The only file that knows resedit: what Windows shows of an executable, and what Node looks for in one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { licence, programName, version } from './facts.mjs';

const english = { lang: 1033, codepage: 1200 };
/** learn.microsoft.com/windows/win32/menurc/resource-types */
const types = { rawData: 10, version: 16, manifest: 24 };
const manifest = readFileSync(join(import.meta.dirname, 'app.manifest'));
const icon = Data.IconFile.from(readFileSync(join(import.meta.dirname, '../../assets/icons/clear.ico')));

/**
 * The executable with our icon, manifest and version information, without its signature, which no longer holds.
 * @param bytes {Buffer}
 * @param about {{ description: string, file: string, data?: Record<string, Buffer> }} description: the name that Windows
 *   shows, in the task manager and among the icons of the taskbar; data: added under these names
 */
export function dress(bytes, { description, file, data = {} }) {
  const executable = NtExecutable.from(bytes, { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  resources.entries = resources.entries.filter(({ type }) => type !== types.version && type !== types.manifest);
  const [major, minor, patch] = version.split('.').map(Number);
  const about = Resource.VersionInfo.createEmpty();
  about.lang = english.lang;
  about.setFileVersion(major, minor, patch, 0, english.lang);
  about.setProductVersion(major, minor, patch, 0, english.lang);
  about.setStringValues(english, {
    CompanyName: programName,
    FileDescription: description,
    InternalName: file,
    LegalCopyright: licence,
    OriginalFilename: file,
    ProductName: programName,
  });
  about.outputToResourceEntries(resources.entries);
  const images = icon.icons.map((image) => image.data);
  // Explorer shows the group with the lowest number, which has to be the only one.
  for (const group of Resource.IconGroupEntry.fromEntries(resources.entries)) {
    Resource.IconGroupEntry.replaceIconsForResource(resources.entries, group.id, group.lang, images);
  }
  Resource.IconGroupEntry.replaceIconsForResource(resources.entries, 1, english.lang, images);
  resources.entries.push({ type: types.manifest, id: 1, ...english, bin: content(manifest) });
  for (const [id, value] of Object.entries(data)) {
    resources.entries.push({ type: types.rawData, id, ...english, bin: content(value) });
  }
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/**
 * What Windows takes for the file's version and language; null where it has none.
 * @returns {{ version: string, lang: number } | null}
 */
export function readFileVersion(bytes) {
  const { entries } = NtExecutableResource.from(NtExecutable.from(bytes, { ignoreCert: true }), true);
  const [about] = Resource.VersionInfo.fromEntries(entries);
  if (about === undefined) return null;
  const { fileVersionMS, fileVersionLS } = about.fixedInfo;
  const numbers = [fileVersionMS >>> 16, fileVersionMS & 0xffff, fileVersionLS >>> 16, fileVersionLS & 0xffff];
  return { version: numbers.join('.'), lang: about.lang };
}

function content(bytes) {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
