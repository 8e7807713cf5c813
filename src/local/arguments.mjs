/** The command line of `npm start`. Plain JavaScript: it is read before anything is built. */

export const USAGE = `npm start [-- --empty] [--host own|func] [--help]

Builds what is stale, starts the storage emulator and the functions, and on an empty store imports a sample directory.

  --empty           leave an empty store empty
  --host own|func   the host in this package, or Azure Functions Core Tools; the latter when they are installed, unless given
  --help            this text

Settings: PORT (7071), MUSTER_DATA (.muster). The other arguments follow two dashes: npm start -- --empty`;

/**
 * @param {readonly string[]} words what stands behind the script's name
 * @returns {import('./arguments.mjs').ParsedArguments}
 */
export function parseArguments(words) {
  let empty = false;
  let host;
  for (let index = 0; index < words.length; index += 1) {
    const [flag, attached] = splitFlag(words[index]);
    if (flag === '--help' || flag === '-h') return { kind: 'help' };
    if (flag === '--empty' && attached === undefined) {
      empty = true;
    } else if (flag === '--host') {
      if (attached === undefined) index += 1;
      host = attached ?? words[index];
      if (host !== 'own' && host !== 'func') return wrong('--host takes "own" or "func".');
    } else {
      return wrong(`Unknown argument: ${words[index]}`);
    }
  }
  return { kind: 'run', empty, ...(host && { host }) };
}

function splitFlag(word) {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function wrong(message) {
  return { kind: 'wrong', message };
}
