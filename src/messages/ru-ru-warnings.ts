/** Russian words for advice; the codes and their English words: src/rules/warning-texts.ts. */
import type { MessageTexts } from '../language/message.ts';

const SETTABLE_HINT =
  'Где членство даёт доступ, берите свойство, которое записывают только администраторы или исходная система.';

/** By code, or by code and variant. */
export const RU_RU_WARNINGS: MessageTexts = {
  PROPERTY_CASE: {
    template: 'Вместо {t} обычно пишут {p}.',
    hint: 'Здесь регистр букв не важен; в других системах он может быть важен.',
  },
  NON_ASCII_DASH: {
    template: 'Это тире, а не дефис с клавиатуры.',
    hint: 'Здесь оно понятно; другие системы могут его не принять.',
  },
  VALUE_NOT_KNOWN: {
    template: '«{t}» нет среди известных значений {p}: {known}.',
    hint: 'Проверьте написание: правило верно, но эта часть может никогда не выполняться.',
  },
  GUID_FORMAT: {
    template: '«{t}» не похоже на id объекта.',
    hint: 'В id 32 шестнадцатеричные цифры в пяти группах, соединённых дефисами.',
  },
  SLOW_OPERATOR: {
    template: '{o} работает медленно в большом каталоге.',
    hint: 'Где возможно, используйте -eq, -in или -startsWith.',
  },
  USE_IN: {
    template: 'Эти условия для {p} можно заменить одним -in.',
    hint: 'Переписанное правило выбирает те же объекты и короче.',
  },
  USE_NOT_IN: {
    template: 'Эти условия для {p} можно заменить одним -notIn.',
    hint: 'Переписанное правило выбирает те же объекты и короче.',
  },
  PATTERN_IS_PREFIX: {
    template: 'Этот шаблон проверяет только начало текста.',
    hint: '{o} означает то же и быстрее.',
  },
  REDUNDANT_PART: {
    template: 'Эта часть ничего не меняет.',
    hint: 'Удалите её: без неё правило означает то же.',
  },
  SUBJECT_CAN_SET: {
    template: '{p} может изменить сам человек, и тогда он решает о своём членстве.',
    hint: SETTABLE_HINT,
  },
  'SUBJECT_CAN_SET.home': {
    template: '{p} гостя задаёт сам гость или организация, из которой он пришёл.',
    hint: SETTABLE_HINT,
  },
  'SUBJECT_CAN_SET.device': {
    template: '{p} может задать тот, кто пользуется устройством.',
    hint: SETTABLE_HINT,
  },
  GUESTS_INCLUDED: {
    template: 'Правило не говорит, входят ли в группу гости.',
    hint: 'Добавьте -and (user.userType -ne "Guest"), чтобы гостей не было, или назовите user.userType, чтобы включить их намеренно.',
  },
  MIXED_CONNECTORS: {
    template: '-and связывает сильнее, чем -or; скобки показали бы это.',
    hint: 'Возьмите в скобки то, что стоит вместе. Переписанное правило означает то же, что и сейчас.',
  },
  NEVER_TRUE: {
    template: 'Эта часть никогда не выполняется, каким бы ни было {p}.',
    hint: 'Условия для {p} исключают друг друга; возможно, вместо -and нужно -or.',
  },
  ALWAYS_TRUE: {
    template: 'Эта часть выполняется всегда, каким бы ни было {p}.',
    hint: 'Одно из условий для {p} всегда верно; возможно, вместо -or нужно -and.',
  },
  VALUE_NOT_HELD: {
    template:
      'Ни у одного {kind, select, user {пользователя} other {устройства}} каталога нет «{t}» в {p}.',
    hint: 'Сверьте написание с объектом, который должен быть выбран.',
  },
};
