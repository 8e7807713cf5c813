/**
 * Makes the sample directory anew: `node examples/contoso/make.mjs [folder]`. The same files come out every time, byte for
 * byte, because every choice is drawn from a seeded sequence. Without a folder they are written beside this script.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { makeDevices } from './make/devices.mjs';
import { makeGroups } from './make/groups.mjs';
import { makeUsers } from './make/users.mjs';

function write(folder, name, lines) {
  writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

const folder = argv[2] ?? fileURLToPath(new URL('.', import.meta.url));
const users = makeUsers();
const devices = makeDevices(users.filter((user) => user.userType === 'Member' && user.surname));
write(folder, 'users.ndjson', users);
write(folder, 'devices.ndjson', devices);
write(folder, 'groups.ndjson', makeGroups(users, devices));
