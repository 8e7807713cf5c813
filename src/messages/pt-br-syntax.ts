/** Brazilian Portuguese words for faults of text and syntax; the codes and their English words: src/language/syntax-texts.ts. */
import type { MessageTexts } from '../language/message.ts';

/** By code, or by code and variant. */
export const PT_BR_SYNTAX: MessageTexts = {
  RULE_EMPTY: {
    template: 'A regra está vazia.',
    hint: 'Escreva pelo menos uma condição, como user.department -eq "Sales".',
  },
  RULE_TOO_LONG: {
    template:
      'A regra tem {n, plural, one {# caractere} other {# caracteres}}; o máximo permitido é 3.072.',
    hint: 'Encurte a regra: um -in com uma lista substitui vários -eq unidos por -or.',
  },
  INVALID_CHARACTER: {
    template: '"{t}" não pode ser usado aqui.',
    hint: 'Apague-o ou coloque entre aspas o texto a que ele pertence.',
  },
  'INVALID_CHARACTER.backslash': {
    template: '"{t}" não pode ser usado aqui.',
    hint: 'A barra invertida não serve de escape: dentro de um texto, escreva um acento grave antes das aspas.',
  },
  'INVALID_CHARACTER.dollar': {
    template: '"{t}" não pode ser usado aqui.',
    hint: 'Apague o $: escreva true, false ou null sem ele ($null também é aceito).',
  },
  'INVALID_CHARACTER.dash': {
    template: '"{t}" não pode ser usado aqui.',
    hint: 'Escreva o hífen junto ao nome do operador, como em -eq, sem espaço.',
  },
  SMART_QUOTE: {
    template: 'Use aspas retas em vez de {t}.',
    hint: 'Substitua todas as aspas tipográficas da regra por ".',
  },
  UNTERMINATED_STRING: {
    template: 'Faltam as aspas que fecham este texto.',
    hint: 'Feche o texto com o mesmo tipo de aspas retas que o abriu.',
  },
  EXPECTED_EXPRESSION: {
    template: 'Falta aqui uma propriedade, -not ou "(".',
    hint: 'Escreva uma condição aqui: primeiro a propriedade, depois o operador e o valor, como em user.city -eq "Bonn".',
  },
  MISSING_PREFIX: {
    template: '"{t}" precisa de um objeto na frente, como user.{t}.',
    hint: 'Escreva user. antes de uma propriedade de usuários e device. antes de uma de dispositivos.',
  },
  'MISSING_PREFIX.object': {
    template: '"{t}" precisa de uma propriedade depois, como {t}.displayName.',
    hint: 'Escreva um ponto e o nome da propriedade logo depois de {t}, sem espaços.',
  },
  MISSING_OPERATOR: {
    template: 'Falta um operador depois de {p}.',
    hint: 'Acrescente um operador e um valor, como {p} -eq "…"; para verdadeiro ou falso, escreva {p} -eq true.',
  },
  UNKNOWN_OPERATOR: {
    template: '{t} não é um operador.',
    hint: 'Compare com -eq, -ne, -startsWith, -endsWith, -contains, -match, -in, -le ou -ge; una as partes com -and e -or.',
  },
  NOT_AS_COMPARISON: {
    template: '-not não serve para comparar; use -ne.',
    hint: 'Escreva -ne no lugar de -not, ou coloque -not antes da condição inteira.',
  },
  EXPECTED_VALUE: {
    template: 'Falta um valor depois de {o}.',
    hint: 'Escreva aqui um texto entre aspas, true, false, null ou uma data.',
  },
  UNQUOTED_STRING: {
    template: 'Coloque {t} entre aspas.',
    hint: 'Textos ficam sempre entre aspas retas, como em "{t}".',
  },
  PROPERTY_AS_VALUE: {
    template: 'Uma propriedade não pode ser comparada com outra propriedade.',
    hint: 'Escreva um valor fixo à direita do operador.',
  },
  LIST_REQUIRED: {
    template: '{o} precisa de uma lista entre colchetes.',
    hint: 'Coloque os valores entre colchetes, como em {o} ["a","b"].',
  },
  LIST_NOT_ALLOWED: {
    template: '{o} aceita um único valor.',
    hint: 'Use -in ou -notIn com uma lista, ou una várias condições com -or.',
  },
  EMPTY_LIST: {
    template: 'A lista está vazia.',
    hint: 'Coloque pelo menos um valor entre os colchetes.',
  },
  UNBALANCED_BRACKET: {
    template: 'Falta o colchete que fecha esta lista.',
    hint: 'Acrescente ] depois do último valor.',
  },
  UNBALANCED_PAREN: {
    template: 'Este parêntese não tem par.',
    hint: 'Acrescente o parêntese que falta ou apague este.',
  },
  MISSING_CONNECTOR: {
    template: 'Una as duas partes com -and ou -or.',
    hint: 'Escreva -and aqui se ambas devem ser verdadeiras, ou -or se basta uma.',
  },
  UNEXPECTED_TOKEN: {
    template: '"{t}" não cabe aqui.',
    hint: 'Apague-o ou una-o ao resto: partes com -and ou -or, valores de uma lista com vírgulas.',
  },
  INVALID_DURATION: {
    template: 'Escreva uma duração como P7D ou PT12H.',
    hint: 'Uma duração tem só dias, horas, minutos e segundos, sem aspas: P30D, PT12H, P1DT6H. Um ano é P365D.',
  },
  BAD_DATE_OFFSET: {
    template: '-plus e -minus só podem vir uma vez, logo depois de system.now.',
    hint: 'Some as durações em uma só e não desloque nada além de system.now.',
  },
  NESTING_TOO_DEEP: {
    template: 'Há mais de 100 níveis aninhados.',
    hint: 'Retire parênteses e -not que não mudam nada.',
  },
  DIRECT_REPORTS_SYNTAX: {
    template: 'Escreva Direct Reports for "ID de objeto do gerente".',
    hint: 'A forma é Direct Reports for "…" com o ID de objeto do gerente entre aspas.',
  },
  DIRECT_REPORTS_COMBINED: {
    template: 'A regra de subordinados diretos não pode ser combinada com outras partes.',
    hint: 'Deixe apenas Direct Reports for "…", sem parênteses nem outras partes; use outro grupo para o resto.',
  },
};
