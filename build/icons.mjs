// Renders assets/icons/*.svg into the files that ship beside them, which are committed: run this after changing one.
// Needs rsvg-convert (Debian: librsvg2-bin) and ImageMagick (Debian: imagemagick).
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const folder = join(import.meta.dirname, '../assets/icons');
/** A taskbar's icon at 100, 125, 150, 200 and 300 %. */
const iconSizes = [16, 20, 24, 32, 48];
/** A notification's picture at 200 %. */
const pictureSize = 96;

for (const file of readdirSync(folder).filter((name) => name.endsWith('.svg'))) {
  const path = join(folder, basename(file, '.svg'));
  for (const size of [...iconSizes, pictureSize]) {
    execFileSync('rsvg-convert', ['--width', size, '--height', size, '--output', `${path}-${size}.png`, `${path}.svg`]);
  }
  execFileSync('convert', [...iconSizes.map((size) => `${path}-${size}.png`), `${path}.ico`]);
}
