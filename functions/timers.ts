/**
 * The timers. A schedule of whole minutes is kept by the host across restarts: one that was missed runs at start, which is
 * how the sweeper begins its work with the process.
 */
import { app } from '@azure/functions';
import { onTimer } from '../src/app/triggers.ts';

app.timer('sweepGroups', {
  schedule: '0 * * * * *',
  handler: onTimer((running) => running.sweepGroups),
});

app.timer('sweepObjects', {
  schedule: '30 * * * * *',
  handler: onTimer((running) => running.sweepObjects),
});

app.timer('sweepRuns', {
  schedule: '0 20 3 * * *',
  handler: onTimer((running) => running.sweepRuns),
});

app.timer('sweepPreviews', {
  schedule: '45 */5 * * * *',
  handler: onTimer((running) => running.sweepPreviews),
});

app.timer('startAudit', {
  schedule: '0 40 2 * * *',
  handler: onTimer((running) => running.startAudit),
});

app.timer('testAllRules', {
  schedule: '0 50 2 * * *',
  handler: onTimer((running) => running.testAllRules),
});

app.timer('purgeGroups', {
  schedule: '0 40 3 * * *',
  handler: onTimer((running) => running.purgeGroups),
});

app.timer('lookAtDue', {
  schedule: '15 * * * * *',
  handler: onTimer((running) => running.lookAtDue),
});

app.timer('forgetAnswers', {
  schedule: '0 50 * * * *',
  handler: onTimer((running) => running.forgetAnswers),
});

app.timer('forgetNotes', {
  schedule: '0 10 * * * *',
  handler: onTimer((running) => running.forgetNotes),
});

app.timer('settleAlerts', {
  schedule: '45 * * * * *',
  handler: onTimer((running) => running.settleAlerts),
});

app.timer('cutHistory', {
  schedule: '0 35 * * * *',
  handler: onTimer((running) => running.cutHistory),
});

app.timer('remindWebhooks', {
  schedule: '50 * * * * *',
  handler: onTimer((running) => running.remindWebhooks),
});

app.timer('sendMails', {
  schedule: '55 * * * * *',
  handler: onTimer((running) => running.sendMails),
});

app.timer('checkDelay', {
  schedule: '0 */5 * * * *',
  handler: onTimer((running) => running.checkDelay),
});
