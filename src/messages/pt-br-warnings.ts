/** Brazilian Portuguese words for advice; the codes and their English words: src/rules/warning-texts.ts. */
import type { MessageTexts } from '../language/message.ts';

const SETTABLE_HINT =
  'Onde a associação dá acesso, use uma propriedade que só os administradores ou o sistema de origem alteram.';

/** By code, or by code and variant. */
export const PT_BR_WARNINGS: MessageTexts = {
  PROPERTY_CASE: {
    template: '{t} costuma ser escrito como {p}.',
    hint: 'Aqui maiúsculas e minúsculas não importam; em outros sistemas podem importar.',
  },
  NON_ASCII_DASH: {
    template: 'Este traço não é o hífen do teclado.',
    hint: 'Aqui ele é entendido; outros sistemas podem recusá-lo.',
  },
  VALUE_NOT_KNOWN: {
    template: '"{t}" não está entre os valores conhecidos de {p}: {known}.',
    hint: 'Confira a grafia; a regra é válida, mas esta parte talvez nunca seja verdadeira.',
  },
  GUID_FORMAT: {
    template: '"{t}" não parece um ID de objeto.',
    hint: 'Um ID tem 32 dígitos hexadecimais em cinco grupos unidos por hífens.',
  },
  SLOW_OPERATOR: {
    template: '{o} é lento em um diretório grande.',
    hint: 'Onde for possível, use -eq, -in ou -startsWith.',
  },
  USE_IN: {
    template: 'Estas condições sobre {p} podem ser um único -in.',
    hint: 'A regra reescrita seleciona os mesmos objetos e é mais curta.',
  },
  USE_NOT_IN: {
    template: 'Estas condições sobre {p} podem ser um único -notIn.',
    hint: 'A regra reescrita seleciona os mesmos objetos e é mais curta.',
  },
  PATTERN_IS_PREFIX: {
    template: 'Este padrão só testa como o texto começa.',
    hint: '{o} diz o mesmo e é mais rápido.',
  },
  REDUNDANT_PART: {
    template: 'Esta parte não muda nada.',
    hint: 'Apague-a: a regra diz o mesmo sem ela.',
  },
  SUBJECT_CAN_SET: {
    template: '{p} pode ser alterado pela própria pessoa, que assim decide sobre a associação.',
    hint: SETTABLE_HINT,
  },
  'SUBJECT_CAN_SET.home': {
    template: '{p} de um convidado é definido pelo convidado ou pela organização de onde ele vem.',
    hint: SETTABLE_HINT,
  },
  'SUBJECT_CAN_SET.device': {
    template: '{p} pode ser definido por quem usa o dispositivo.',
    hint: SETTABLE_HINT,
  },
  GUESTS_INCLUDED: {
    template: 'A regra não diz se os convidados fazem parte do grupo.',
    hint: 'Acrescente -and (user.userType -ne "Guest") para deixá-los de fora, ou mencione user.userType para incluí-los de propósito.',
  },
  MIXED_CONNECTORS: {
    template: '-and tem precedência sobre -or; parênteses deixariam isso claro.',
    hint: 'Coloque entre parênteses as partes que vão juntas. A regra reescrita significa o mesmo que a atual.',
  },
  NEVER_TRUE: {
    template: 'Esta parte nunca é verdadeira, seja qual for {p}.',
    hint: 'As condições sobre {p} se excluem; talvez a intenção seja -or em vez de -and.',
  },
  ALWAYS_TRUE: {
    template: 'Esta parte é sempre verdadeira, seja qual for {p}.',
    hint: 'Uma das condições sobre {p} é sempre verdadeira; talvez a intenção seja -and em vez de -or.',
  },
  VALUE_NOT_HELD: {
    template:
      'Nenhum {kind, select, user {usuário} other {dispositivo}} do diretório tem "{t}" em {p}.',
    hint: 'Confira a grafia em um objeto que deveria ser selecionado.',
  },
};
