/** Which command a command line asks for, and how it ends. */
import { runAudit } from './audit-command.ts';
import { runBackup, runRestore } from './backup-command.ts';
import { runCheck } from './check-command.ts';
import { runDoctor } from './doctor-command.ts';
import { runExplain } from './explain-command.ts';
import { runExport } from './export-command.ts';
import { runHistory } from './history-command.ts';
import { runImport } from './import-command.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { runPoison } from './poison-command.ts';
import { runPreview } from './preview-command.ts';
import { runReport } from './report-command.ts';
import { runTest } from './test-command.ts';

const USAGE = `Usage:
  muster check [--format text|json|sarif] [--lang en|pt-BR|ru-RU] FILE|-
      Checks a rule, or a list of rules as JSON, NDJSON or CSV.
  muster test FILE…
      Runs files of cases: rules with what they shall do.
  muster explain --rule TEXT --object FILE|- [--graph] [--now TIME] [--format text|json]
                 [--lang en|pt-BR|ru-RU]
      Shows why a rule selects an object or not; --graph: the object has Graph's names.
  muster explain --group ID --member ID,… [--rule TEXT] [--format text|json] [--lang …]
      Shows why users or devices are in a group or not, since when, and what would change it.
  muster import FILE… [--strict] [--format ndjson|csv] [--resume ID] [--report text|json]
      Brings users, devices and groups into a directory; bad lines are told and left out.
      --strict: nothing is written when any line is bad. --resume: go on with an import.
  muster export [--type user|device|group] [--format ndjson|csv] [--output DIR|-]
      Writes the directory as files that can be imported again.
  muster history export [--group ID|--user ID|--device ID] [--format ndjson|csv] [--output FILE|-]
      Writes what happened, newest first; without an id that of all groups.
  muster audit [--repair] [--format text|json]
      Compares the members of every group with its rule; --repair: processes groups that differ.
  muster preview [--rule TEXT] [--group ID] [--format text|json]
      Shows who would come and go if a rule were saved, and the hash for saving exactly that.
  muster report licences|latency|rules [--format text|json]
      How many users need a licence, how soon changes show, which rules deserve a look.
  muster poison list
  muster poison replay|discard ID…|--all
      Shows what failed for good, has it tried again, or leaves it alone until it changes.
  muster doctor
      Looks at settings, sign-in, storage, clock and work, and says what is wrong with them.
  muster backup DIR
      Copies all of storage into the files of a new folder, while the app goes on.
  muster restore DIR
      Writes a backup into a storage account that is empty; the app must not run meanwhile.
import, export, history, audit, report, poison and explain --group ask the server at MUSTER_URL
(http://127.0.0.1:7071), with MUSTER_TOKEN.
backup and restore need storage itself: AzureWebJobsStorage, set as for the app.
Exit status: 0 good, 1 an invalid rule, a failed case or line, a difference,
2 wrong input or usage.`;

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** Runs a command line without its first two words. Never throws for wrong input: that is a sentence and status 2. */
export async function run(words: readonly string[], io: Io): Promise<ExitStatus> {
  const [command = '', ...rest] = words;
  if (HELP.has(command) || HELP.has(rest[0] ?? '')) {
    io.print(USAGE);
    return 0;
  }
  try {
    switch (command) {
      case 'check':
        return await runCheck(rest, io);
      case 'test':
        return await runTest(rest, io);
      case 'explain':
        return await runExplain(rest, io);
      case 'history':
        return await runHistory(rest, io);
      case 'audit':
        return await runAudit(rest, io);
      case 'preview':
        return await runPreview(rest, io);
      case 'report':
        return await runReport(rest, io);
      case 'poison':
        return await runPoison(rest, io);
      case 'doctor':
        return await runDoctor(rest, io);
      case 'backup':
        return await runBackup(rest, io);
      case 'restore':
        return await runRestore(rest, io);
      case 'import':
        return await runImport(rest, io);
      case 'export':
        return await runExport(rest, io);
      default:
        io.complain(command === '' ? USAGE : `muster has no command ${command}.\n${USAGE}`);
        return 2;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.complain(error.message);
    return 2;
  }
}
