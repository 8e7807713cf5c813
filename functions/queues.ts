import { app } from '@azure/functions';
import { onMessage, onPoison } from '../src/app/triggers.ts';

app.storageQueue('membershipChanges', {
  queueName: 'membership-changes',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message) => running.changesMessage(message)),
});

app.storageQueue('membershipRuns', {
  queueName: 'membership-runs',
  connection: 'AzureWebJobsStorage',
  handler: onMessage((running, message) => running.runsMessage(message)),
});

app.storageQueue('membershipChangesPoison', {
  queueName: 'membership-changes-poison',
  connection: 'AzureWebJobsStorage',
  handler: onPoison((running, message) => running.poisonedChanges(message)),
});

app.storageQueue('membershipRunsPoison', {
  queueName: 'membership-runs-poison',
  connection: 'AzureWebJobsStorage',
  handler: onPoison((running, message) => running.poisonedRuns(message)),
});
