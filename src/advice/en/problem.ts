/** What went wrong with the command line, the settings or a file: the thing, and the way out, on one line. */
import type { Locale } from '../locale.ts';
import { quote } from './phrase.ts';

const list = (known: readonly string[]) => known.join(', ');

export const problem: Locale['problem'] = {
  unknownCommand: (name, known) =>
    `Unknown command ${quote(name)}. Commands: ${list(known)}. See connection-check --help.`,
  unknownOption: (name, command) =>
    `Unknown option ${quote(name)}. See connection-check ${command === '' ? '' : `${command} `}--help for the options.`,
  missingValue: (option) => `The option ${option} needs a value after it. See connection-check --help.`,
  unexpectedArgument: (argument, command) =>
    `${quote(argument)} is one argument too many${command === '' ? '' : ` for ${command}`}. Leave it out, or see connection-check ${command === '' ? '' : `${command} `}--help.`,
  badChoice: (option, value, known) => `${option} can’t be ${quote(value)}. Choose one of: ${list(known)}.`,
  unknownFormat: (id, alike) =>
    `No format is called ${quote(id)}.${alike.length === 0 ? '' : ` Is it one of these: ${list(alike)}?`} See all of them with connection-check allowlist --list.`,
  missingCode: (known) => `explain needs the code of a finding. Choose one of: ${list(known)}.`,
  unknownCode: (code, known) => `No finding is called ${quote(code)}. Choose one of: ${list(known)}.`,
  unreadable: (file, reason) => `The file ${quote(file)} can’t be read (${reason}). Check its name and permissions.`,
  notJson: (file, reason) => `The file ${quote(file)} isn’t JSON (${reason}). Correct it, or leave it out.`,
  badSetting: (file, key, reason) =>
    `Setting ${quote(key)} in ${quote(file)}: ${reason}. Correct it, or remove it to use the default.`,
  unknownSetting: (file, key, known) =>
    `There is no setting ${quote(key)} (in ${quote(file)}). Remove it, or use one of: ${list(known)}.`,
  unwritable: (file, reason) => `The file ${quote(file)} can’t be written (${reason}). Choose another with --out FILE.`,
  noCertificates: (file) =>
    `The file ${quote(file)} (publicRootsFile) holds no certificates in PEM format. Choose another file, or remove the setting.`,
  notEvidence: (file, reason) =>
    `The file ${quote(file)} isn’t saved evidence (${reason}). Use the whole output of connection-check check --json.`,
  futureEvidence: (file, version, known) =>
    `The evidence in ${quote(file)} has version ${version}; this program knows up to ${known}. Update Connection Check.`,
  unusableProxy: (variable) =>
    `The proxy in the environment variable ${variable} can’t be used: only HTTP proxies can, written as http://proxy.example:8080. The check goes without it.`,
  stateFolder: (folder, reason) =>
    `The folder ${quote(folder)} can’t be written (${reason}). Checks go on, but nothing is remembered; make the folder writable.`,
  oldNode: (version, needed) =>
    `Node ${version} is too old: Connection Check needs ${needed}. Start it with npm start, which brings its own.`,
};
