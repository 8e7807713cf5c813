/** Russian words for faults of text and syntax; the codes and their English words: src/language/syntax-texts.ts. */
import type { MessageTexts } from '../language/message.ts';

/** By code, or by code and variant. */
export const RU_RU_SYNTAX: MessageTexts = {
  RULE_EMPTY: {
    template: 'Правило пусто.',
    hint: 'Напишите хотя бы одно условие, например user.department -eq "Sales".',
  },
  RULE_TOO_LONG: {
    template:
      'В правиле {n, plural, one {# символ} few {# символа} many {# символов} other {# символа}}; допускается не более 3072.',
    hint: 'Сократите правило: один -in со списком заменяет много -eq, соединённых через -or.',
  },
  INVALID_CHARACTER: {
    template: 'Символ «{t}» здесь недопустим.',
    hint: 'Удалите его или заключите в кавычки текст, к которому он относится.',
  },
  'INVALID_CHARACTER.backslash': {
    template: 'Символ «{t}» здесь недопустим.',
    hint: 'Обратная косая черта ничего не экранирует: внутри текста ставьте перед кавычкой обратный апостроф.',
  },
  'INVALID_CHARACTER.dollar': {
    template: 'Символ «{t}» здесь недопустим.',
    hint: 'Удалите $: пишите true, false или null без него (годится и $null).',
  },
  'INVALID_CHARACTER.dash': {
    template: 'Символ «{t}» здесь недопустим.',
    hint: 'Пишите дефис слитно с именем оператора, как в -eq, без пробела.',
  },
  SMART_QUOTE: {
    template: 'Вместо {t} нужна прямая кавычка.',
    hint: 'Замените все типографские кавычки в правиле на ".',
  },
  UNTERMINATED_STRING: {
    template: 'Этот текст не закрыт кавычкой.',
    hint: 'Закройте текст той же прямой кавычкой, которой он открыт.',
  },
  EXPECTED_EXPRESSION: {
    template: 'Здесь ожидается свойство, -not или «(».',
    hint: 'Напишите условие: сначала свойство, затем оператор и значение, например user.city -eq "Bonn".',
  },
  MISSING_PREFIX: {
    template: 'Перед «{t}» нужен объект, например user.{t}.',
    hint: 'Перед свойством пользователей пишите user., перед свойством устройств — device.',
  },
  'MISSING_PREFIX.object': {
    template: 'После «{t}» нужно свойство, например {t}.displayName.',
    hint: 'Сразу после {t} поставьте точку и имя свойства, без пробелов.',
  },
  MISSING_OPERATOR: {
    template: 'После {p} ожидается оператор.',
    hint: 'Добавьте оператор и значение, например {p} -eq "…"; логическое значение проверяйте так: {p} -eq true.',
  },
  UNKNOWN_OPERATOR: {
    template: '{t} не является оператором.',
    hint: 'Сравнивайте через -eq, -ne, -startsWith, -endsWith, -contains, -match, -in, -le или -ge; соединяйте части через -and и -or.',
  },
  NOT_AS_COMPARISON: {
    template: '-not не служит для сравнения; используйте -ne.',
    hint: 'Напишите -ne вместо -not или поставьте -not перед всем условием.',
  },
  EXPECTED_VALUE: {
    template: 'После {o} ожидается значение.',
    hint: 'Напишите здесь текст в кавычках, true, false, null или дату.',
  },
  UNQUOTED_STRING: {
    template: 'Заключите {t} в кавычки.',
    hint: 'Текст всегда пишется в прямых кавычках: "{t}".',
  },
  PROPERTY_AS_VALUE: {
    template: 'Свойство нельзя сравнить с другим свойством.',
    hint: 'Справа от оператора напишите постоянное значение.',
  },
  LIST_REQUIRED: {
    template: 'Оператору {o} нужен список в квадратных скобках.',
    hint: 'Заключите значения в квадратные скобки: {o} ["a","b"].',
  },
  LIST_NOT_ALLOWED: {
    template: 'Оператор {o} принимает одно значение.',
    hint: 'Со списком используйте -in или -notIn либо соедините несколько условий через -or.',
  },
  EMPTY_LIST: {
    template: 'Список пуст.',
    hint: 'Поставьте между скобками хотя бы одно значение.',
  },
  UNBALANCED_BRACKET: {
    template: 'Этот список не закрыт скобкой.',
    hint: 'Добавьте ] после последнего значения.',
  },
  UNBALANCED_PAREN: {
    template: 'У этой скобки нет пары.',
    hint: 'Добавьте недостающую скобку или удалите эту.',
  },
  MISSING_CONNECTOR: {
    template: 'Соедините две части через -and или -or.',
    hint: 'Напишите здесь -and, если должны выполняться обе, и -or, если достаточно одной.',
  },
  UNEXPECTED_TOKEN: {
    template: '«{t}» здесь не на месте.',
    hint: 'Удалите это или свяжите с остальным: части — через -and или -or, значения списка — через запятую.',
  },
  INVALID_DURATION: {
    template: 'Укажите длительность, например P7D или PT12H.',
    hint: 'В длительности только дни, часы, минуты и секунды, без кавычек: P30D, PT12H, P1DT6H. Год — это P365D.',
  },
  BAD_DATE_OFFSET: {
    template: '-plus и -minus могут стоять после system.now один раз.',
    hint: 'Сложите длительности в одну; сдвигать можно только system.now.',
  },
  NESTING_TOO_DEEP: {
    template: 'Больше 100 уровней вложенности.',
    hint: 'Уберите скобки и -not, которые ничего не меняют.',
  },
  DIRECT_REPORTS_SYNTAX: {
    template: 'Напишите Direct Reports for "идентификатор объекта руководителя".',
    hint: 'Форма такая: Direct Reports for "…", в кавычках — идентификатор объекта руководителя.',
  },
  DIRECT_REPORTS_COMBINED: {
    template: 'Правило о прямых подчинённых нельзя сочетать с другими частями.',
    hint: 'Оставьте только Direct Reports for "…" без скобок и других частей; для остального создайте вторую группу.',
  },
};
