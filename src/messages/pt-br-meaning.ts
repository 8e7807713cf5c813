/** Brazilian Portuguese words for faults of meaning; the codes and their English words: src/rules/meaning-texts.ts. */
import type { MessageTexts } from '../language/message.ts';

const UNSUPPORTED_PROPERTY =
  '{p} não está disponível em regras de {kind, select, user {usuários} other {dispositivos}}.';
const OPERATOR_NOT_SUPPORTED = '{o} não pode ser usado com {p}.';
const VALUE_TYPE_MISMATCH = '{p} não aceita este tipo de valor.';

/** By code, or by code and variant. */
export const PT_BR_MEANING: MessageTexts = {
  DIRECT_REPORTS_ID: {
    template: 'O gerente é indicado pelo ID de objeto.',
    hint: 'Coloque entre as aspas o ID de objeto do gerente: 32 dígitos hexadecimais com hífens, não um nome ou endereço.',
  },
  UNKNOWN_OBJECT: {
    template: '"{t}" não é user nem device.',
    hint: 'Toda propriedade começa com user. ou device.',
  },
  ITEM_OUTSIDE_BODY: {
    template: '{t} só existe dentro de -any ou -all.',
    hint: 'Escreva primeiro a coleção, como user.proxyAddresses -any ({t} …).',
  },
  OUTER_PROPERTY_IN_BODY: {
    template: '{p} não faz parte dos itens; coloque entre parênteses a condição de {o}.',
    hint: 'Abra um parêntese logo depois de {o} e feche-o antes do -and ou -or que leva a {p}.',
  },
  WRONG_ITEM_REFERENCE: {
    template: 'Os itens de {p} são escritos como {t}.',
    hint: 'Escreva {t} aqui.',
  },
  MIXED_OBJECT_TYPES: {
    template: 'Uma regra abrange usuários ou dispositivos, não ambos.',
    hint: 'Crie dois grupos, um com a parte de usuários da regra e outro com a de dispositivos.',
  },
  RULE_SCOPE_MISMATCH: {
    template: 'Este grupo aceita regras de {kind, select, user {usuários} other {dispositivos}}.',
    hint: 'Use somente propriedades de {kind}. ou crie um grupo para o outro tipo.',
  },
  EXTENSION_NAME: {
    template: 'Escreva extension_, 32 dígitos hexadecimais, _ e o nome.',
    hint: 'Os dígitos são o ID do aplicativo sem hífens, como em user.extension_0123456789abcdef0123456789abcdef_costCenter.',
  },
  UNSUPPORTED_PROPERTY: {
    template: UNSUPPORTED_PROPERTY,
    hint: 'Use uma propriedade da lista ou um atributo de extensão que guarde o mesmo valor.',
  },
  'UNSUPPORTED_PROPERTY.notRegistered': {
    template: UNSUPPORTED_PROPERTY,
    hint: 'Registre antes a propriedade de extensão no aplicativo ou corrija o nome.',
  },
  OPERATOR_NOT_SUPPORTED: {
    template: OPERATOR_NOT_SUPPORTED,
    hint: 'Com {p} use {operators}.',
  },
  'OPERATOR_NOT_SUPPORTED.texts': {
    template: OPERATOR_NOT_SUPPORTED,
    hint: 'Verifique os itens um por um: {p} -any (_ -eq "…").',
  },
  'OPERATOR_NOT_SUPPORTED.plans': {
    template: OPERATOR_NOT_SUPPORTED,
    hint: 'Verifique os planos um por um: {p} -any (assignedPlan.servicePlanId -eq "…").',
  },
  NULL_OPERATOR: {
    template: 'null só funciona com -eq e -ne.',
    hint: 'Para testar a ausência de valor use -eq null; para qualquer valor, -ne null; para a própria palavra, escreva "null".',
  },
  VALUE_TYPE_MISMATCH: {
    template: VALUE_TYPE_MISMATCH,
    hint: 'Coloque o valor entre aspas retas.',
  },
  'VALUE_TYPE_MISMATCH.flag': {
    template: VALUE_TYPE_MISMATCH,
    hint: 'Escreva true, false ou null.',
  },
  'VALUE_TYPE_MISMATCH.instant': {
    template: VALUE_TYPE_MISMATCH,
    hint: 'Escreva uma data como "2026-01-31T08:00:00Z", ou system.now depois de -ge ou -le.',
  },
  INVALID_DATE: {
    template: '"{t}" não é uma data e hora válida.',
    hint: 'Escreva uma data como 2026-01-31 ou uma data e hora como 2026-01-31T08:00:00Z.',
  },
  NOW_WITH_EQUALITY: {
    template: 'Compare system.now com -ge ou -le.',
    hint: 'Nenhuma data é igual ao momento atual por mais de um instante: use -ge para datas posteriores e -le para anteriores.',
  },
  INVALID_REGEX: {
    template: 'O padrão não pode ser usado: ele está malformado.',
    hint: 'Corrija o padrão; um caractere com significado próprio, como ( ou *, perde esse significado depois de uma barra invertida.',
  },
  'INVALID_REGEX.lookAround': {
    template: 'O padrão não pode ser usado: a asserção {construct} não está disponível.',
    hint: 'Divida a condição: o que deve existir com -match e o que não deve com -notMatch.',
  },
  'INVALID_REGEX.backReference': {
    template:
      'O padrão não pode ser usado: referências a grupos ({construct}) não estão disponíveis.',
    hint: 'Escreva por extenso a parte repetida.',
  },
  'INVALID_REGEX.atomicGroup': {
    template: 'O padrão não pode ser usado: grupos atômicos ({construct}) não estão disponíveis.',
    hint: 'Escreva (?: no lugar de (?>: a busca é rápida sem isso.',
  },
  'INVALID_REGEX.possessive': {
    template:
      'O padrão não pode ser usado: a repetição possessiva ({construct}) não está disponível.',
    hint: 'Retire o + que vem depois da repetição: a busca é rápida sem ele.',
  },
  'INVALID_REGEX.escape': {
    template: 'O padrão não pode ser usado: {construct} não está disponível.',
    hint: 'Use $ ou \\z para o fim do texto e ^ ou \\A para o início; escreva outras letras sem barra invertida.',
  },
  'INVALID_REGEX.group': {
    template:
      'O padrão não pode ser usado: grupos que começam com {construct} não estão disponíveis.',
    hint: 'Use um grupo simples ( ) ou (?: ).',
  },
  'INVALID_REGEX.tooLarge': {
    template: 'O padrão não pode ser usado: ele exige passos demais.',
    hint: 'Diminua os números entre chaves ou escreva * ou + onde o número exato não importa.',
  },
  'INVALID_REGEX.argument': {
    template: 'O padrão não pode ser usado: {construct} não tem o que repetir.',
    hint: 'Escreva .* para qualquer texto, ou uma barra invertida antes do sinal para indicar o próprio sinal.',
  },
  'INVALID_REGEX.unclosed': {
    template: 'O padrão não pode ser usado: um parêntese ou colchete não tem par.',
    hint: 'Feche-o ou escreva uma barra invertida antes dele para indicar o próprio sinal.',
  },
  'INVALID_REGEX.count': {
    template: 'O padrão não pode ser usado: a contagem {construct} não é possível.',
    hint: 'As contagens vão até 1000, multiplicadas quando aninhadas, e a primeira não é maior que a segunda.',
  },
  'INVALID_REGEX.range': {
    template: 'O padrão não pode ser usado: {construct} não é um intervalo de caracteres.',
    hint: 'Um intervalo é crescente, como [a-z]; as classes são \\d, \\w, \\s e as do Unicode, como \\pL.',
  },
  'INVALID_REGEX.backslash': {
    template: 'O padrão não pode ser usado: ele termina em barra invertida.',
    hint: 'Escreva duas barras invertidas para indicar uma.',
  },
  MEMBEROF_COMBINED: {
    template: 'Uma regra com memberOf não pode ser combinada com outras partes.',
    hint: 'Deixe apenas a parte memberOf, sem -not, -and ou -or, e indique até 50 grupos na lista.',
  },
  MEMBEROF_FORM: {
    template: 'Escreva -any (group.objectId -in ["id"]).',
    hint: 'A única forma é user.memberOf -any (group.objectId -in ["id","id"]), ou a mesma com device.',
  },
  MEMBEROF_TOO_MANY_GROUPS: {
    template: 'É possível indicar no máximo 50 grupos.',
    hint: 'Retire IDs da lista até restarem 50 diferentes.',
  },
};
