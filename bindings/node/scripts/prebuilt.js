// Puts the addon that was built where the package looks first, for this platform: what is published
// with prebuilds/ needs no compiler to be installed.
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'prebuilds', `${process.platform}-${process.arch}`);
mkdirSync(folder, { recursive: true });
copyFileSync(join(root, 'build', 'Release', 'phony.node'), join(folder, 'phony.node'));
