// What somebody should be told of. Each looks at the log lines (docs/operations.md) and requests in Application Insights.
param location string
param tags object
param token string
param applicationInsightsName string
param email string

// severity: 1 error, 2 warning. window: how far back is looked.
var events = 'traces | extend event = tostring(parse_json(message).event) '
var rules = {
  delay: {
    displayName: 'Memberships are not being updated'
    description: 'Nothing that is pending could be processed for MUSTER_DELAY_HOURS. See /muster/v1/alerts.'
    severity: 1
    frequency: 'PT15M'
    window: 'PT15M'
    threshold: 0
    query: '${events}| where event == "delay"'
  }
  drift: {
    displayName: 'Members are not what the rules say'
    description: 'The self-audit found and mended memberships that nothing explains. See /muster/v1/alerts.'
    severity: 1
    frequency: 'PT1H'
    window: 'PT1H'
    threshold: 0
    query: '${events}| where event == "drift"'
  }
  poison: {
    displayName: 'Work was given up'
    description: 'It was tried five times. See /muster/v1/poison, where it can be replayed or discarded.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT15M'
    threshold: 0
    // Requests are kept when there is too much to keep; lines may be left out then.
    query: 'union requests, traces | where name endswith "Poison" or tostring(parse_json(message).event) in ("objectGivenUp", "groupGivenUp", "messageNotUnderstood")'
  }
  serverErrors: {
    displayName: 'Requests fail'
    description: 'More than ten requests in 15 minutes were answered with 5xx.'
    severity: 2
    frequency: 'PT5M'
    window: 'PT15M'
    threshold: 10
    query: 'requests | where toint(resultCode) between (500 .. 599)'
  }
  failures: {
    displayName: 'Functions fail'
    description: 'More than ten messages or timers in 15 minutes failed. They are repeated; if it goes on, look at exceptions.'
    severity: 2
    frequency: 'PT15M'
    window: 'PT15M'
    threshold: 10
    query: 'requests | where success == false and (isempty(resultCode) or resultCode == "0")'
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-muster-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'muster'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in items(rules): {
  name: 'alert-muster-${rule.key}-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Muster: ${rule.value.displayName}'
    description: rule.value.description
    severity: rule.value.severity
    enabled: true
    autoMitigate: true
    scopes: [
      applicationInsights.id
    ]
    evaluationFrequency: rule.value.frequency
    windowSize: rule.value.window
    criteria: {
      allOf: [
        {
          query: rule.value.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: rule.value.threshold
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: empty(email) ? [] : [
        people.id
      ]
    }
  }
}]
