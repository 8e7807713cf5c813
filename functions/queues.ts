import { app } from '@azure/functions';
import { onMessage } from '../src/app/triggers.ts';

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
