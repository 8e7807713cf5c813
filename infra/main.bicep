// Everything Muster needs in a subscription: a resource group with storage, a function app, an identity for it, logs and
// alerts. Plain resources only, so that nothing but this folder is read. docs/deploy.md says how to use it.
targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment; names of resources are made from it.')
param environmentName string

@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
@description('Region of all resources; one with Flex Consumption.')
param location string

@description('Name of the resource group; rg-<environmentName> when empty.')
param resourceGroupName string = ''

@description('MUSTER_ISSUERS: whose tokens are believed. The deploying tenant, by both names that Entra gives it, unless set.')
param issuers string = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0,https://sts.windows.net/${tenant().tenantId}/'

@description('MUSTER_AUDIENCES: for whom tokens have to be made out, such as the client id of the app registration. Without one every request is 401.')
param audiences string = ''

@description('MUSTER_PUBLIC_URL: the address that links in answers begin with; as requested when empty.')
param publicUrl string = ''

@allowed(['', 'true', 'false'])
@description('MUSTER_TRUST_FORWARDED: whether X-Forwarded-Proto and X-Forwarded-Host say it; only where nobody reaches the app but through a proxy that sets them.')
param trustForwarded string = ''

@description('MUSTER_MAIL_DOMAIN: domain of the mail addresses of Microsoft 365 groups.')
param mailDomain string = 'contoso.com'

@secure()
@description('MUSTER_SMTP_URL: where mails are handed over, such as smtp://user:password@smtp.example.com:587, or a reference to a secret in a key vault. No mail is sent without it.')
param smtpUrl string = ''

@description('MUSTER_MAIL_FROM: who mails are from: an address, or a name and an address.')
param mailFrom string = ''

@description('MUSTER_MAIL_RATE: mails a minute, over all instances; docs/mail.md.')
param mailRate string = ''

@allowed(['', 'en', 'pt-BR', 'ru-RU'])
@description('MUSTER_MAIL_LANGUAGE: the language of mails to users who have none of those there are.')
param mailLanguage string = ''

@description('MUSTER_ALERT_MAIL: addresses that are told of alerts by the application itself.')
param alertMail string = ''

@minValue(1)
@maxValue(8760)
@description('MUSTER_WEBHOOK_HOSTS: hosts, as host or host:port and divided by commas, that webhooks may call whatever their address.')
param webhookHosts string = ''

@description('MUSTER_DELAY_HOURS: after how many hours without progress the alert is raised.')
param delayHours int = 24

@minValue(8)
@maxValue(36500)
@description('MUSTER_HISTORY_DAYS: how many days history is kept.')
param historyDays int = 400

@description('MUSTER_REQUESTS_PER_SECOND: units a second that a caller may use at an instance; most requests cost one, docs/limits.md.')
param requestsPerSecond string = ''

@description('MUSTER_REQUESTS_BURST: units at once after a rest; docs/limits.md.')
param requestsBurst string = ''

@description('MUSTER_REQUESTS_AT_ONCE: how many requests an instance works on at a time; docs/limits.md.')
param requestsAtOnce string = ''

@description('MUSTER_PORTAL_CLIENT_ID: the client id that the portal signs people in with. Without one nobody can sign in there.')
param portalClientId string = ''

@description('MUSTER_PORTAL_SCOPES: what the portal asks for. All scopes of the first audience unless set.')
param portalScopes string = ''

@allowed(['', 'debug', 'information', 'warning', 'error', 'none'])
@description('MUSTER_LOG_LEVEL: from which level on lines are written. Alerts need those of errors.')
param logLevel string = ''

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
@description('How many copies the directory has. Three zones unless set; regions without zones need another.')
param storageRedundancy string = 'Standard_ZRS'

@allowed([512, 2048, 4096])
@description('Memory of an instance.')
param instanceMemoryMB int = 2048

@minValue(1)
@maxValue(1000)
@description('How far the app scales out.')
param maximumInstanceCount int = 40

@minValue(0)
@maxValue(20)
@description('Instances for requests, and for changes, that are never shut down. 0: the first request and the first change after a quiet time wait for a start.')
param alwaysReadyInstances int = 0

@description('Who is told of alerts; nobody when empty, they still show in the portal.')
param alertEmail string = ''

@description('Whether every reading and writing of tables and queues is logged, which costs more than everything else here.')
param auditStorage bool = false

@description('Whether the storage account is kept from being deleted.')
param deleteLock bool = false

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: empty(resourceGroupName) ? 'rg-${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module monitoring 'app/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
  }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: tags
    name: 'st${token}'
    redundancy: storageRedundancy
    workspaceId: monitoring.outputs.workspaceId
    auditStorage: auditStorage
    deleteLock: deleteLock
  }
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: tags
    name: 'id-muster-${token}'
    storageName: storage.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module api 'app/api.bicep' = {
  name: 'api'
  scope: group
  params: {
    location: location
    tags: tags
    name: 'func-muster-${token}'
    planName: 'plan-muster-${token}'
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainerName: storage.outputs.packageContainerName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    settings: {
      MUSTER_ISSUERS: issuers
      MUSTER_AUDIENCES: audiences
      MUSTER_PUBLIC_URL: publicUrl
      MUSTER_TRUST_FORWARDED: trustForwarded
      MUSTER_MAIL_DOMAIN: mailDomain
      MUSTER_SMTP_URL: smtpUrl
      MUSTER_MAIL_FROM: mailFrom
      MUSTER_MAIL_RATE: mailRate
      MUSTER_MAIL_LANGUAGE: mailLanguage
      MUSTER_ALERT_MAIL: alertMail
      MUSTER_DELAY_HOURS: string(delayHours)
      MUSTER_HISTORY_DAYS: string(historyDays)
      MUSTER_WEBHOOK_HOSTS: webhookHosts
      MUSTER_REQUESTS_PER_SECOND: requestsPerSecond
      MUSTER_REQUESTS_BURST: requestsBurst
      MUSTER_REQUESTS_AT_ONCE: requestsAtOnce
      MUSTER_PORTAL_CLIENT_ID: portalClientId
      MUSTER_PORTAL_SCOPES: portalScopes
      MUSTER_LOG_LEVEL: logLevel
    }
  }
}

module alerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output MUSTER_FUNCTION_APP string = api.outputs.name
output MUSTER_URL string = api.outputs.url
output MUSTER_STORAGE_ACCOUNT string = storage.outputs.name
