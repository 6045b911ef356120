/** The first script of connection-check.exe: reads the bundle's files out of the executable, each when it is asked for. */
const { getRawAsset } = require('node:sea');
const { compileFunction } = require('node:vm');

/** @type {Map<string, { exports: object }>} */
const loaded = new Map();

function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  // Before it runs: files may ask for each other.
  loaded.set(name, module);
  const code = Buffer.from(getRawAsset(name)).toString('utf8');
  const run = compileFunction(code, ['require', 'exports', 'module', '__filename', '__dirname'], { filename: name });
  const requireHere = (asked) => (asked.startsWith('./') ? load(asked.slice(2)) : require(asked));
  // The executable's, beside which the other files are.
  run(requireHere, module.exports, module, __filename, __dirname);
  return module.exports;
}

load('main.js');
