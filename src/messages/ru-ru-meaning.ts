/** Russian words for faults of meaning; the codes and their English words: src/rules/meaning-texts.ts. */
import type { MessageTexts } from '../language/message.ts';

const UNSUPPORTED_PROPERTY =
  'Свойства {p} нет в правилах для {kind, select, user {пользователей} other {устройств}}.';
const OPERATOR_NOT_SUPPORTED = 'Оператор {o} нельзя использовать с {p}.';
const VALUE_TYPE_MISMATCH = '{p} нельзя сравнить со значением такого типа.';

/** By code, or by code and variant. */
export const RU_RU_MEANING: MessageTexts = {
  DIRECT_REPORTS_ID: {
    template: 'Руководитель указывается идентификатором объекта.',
    hint: 'Укажите в кавычках идентификатор объекта руководителя: 32 шестнадцатеричные цифры с дефисами, а не имя или адрес.',
  },
  UNKNOWN_OBJECT: {
    template: '«{t}» — не user и не device.',
    hint: 'Каждое свойство начинается с user. или device.',
  },
  ITEM_OUTSIDE_BODY: {
    template: '{t} имеет смысл только внутри -any или -all.',
    hint: 'Сначала укажите коллекцию, например user.proxyAddresses -any ({t} …).',
  },
  OUTER_PROPERTY_IN_BODY: {
    template: '{p} не относится к элементам; заключите условие после {o} в скобки.',
    hint: 'Откройте скобку сразу после {o} и закройте её перед -and или -or, за которым стоит {p}.',
  },
  WRONG_ITEM_REFERENCE: {
    template: 'Элементы {p} записываются как {t}.',
    hint: 'Напишите здесь {t}.',
  },
  MIXED_OBJECT_TYPES: {
    template: 'Правило охватывает пользователей или устройства, но не тех и других вместе.',
    hint: 'Создайте две группы: одну с частью о пользователях, другую с частью об устройствах.',
  },
  RULE_SCOPE_MISMATCH: {
    template:
      'Эта группа принимает правила для {kind, select, user {пользователей} other {устройств}}.',
    hint: 'Используйте только свойства {kind}. или создайте группу для объектов другого вида.',
  },
  EXTENSION_NAME: {
    template: 'Имя состоит из extension_, 32 шестнадцатеричных цифр, _ и названия.',
    hint: 'Цифры — это идентификатор приложения без дефисов, например user.extension_0123456789abcdef0123456789abcdef_costCenter.',
  },
  UNSUPPORTED_PROPERTY: {
    template: UNSUPPORTED_PROPERTY,
    hint: 'Используйте свойство из списка или атрибут расширения, в котором хранится то же значение.',
  },
  'UNSUPPORTED_PROPERTY.notRegistered': {
    template: UNSUPPORTED_PROPERTY,
    hint: 'Сначала зарегистрируйте свойство расширения в приложении или исправьте имя.',
  },
  OPERATOR_NOT_SUPPORTED: {
    template: OPERATOR_NOT_SUPPORTED,
    hint: 'С {p} используйте {operators}.',
  },
  'OPERATOR_NOT_SUPPORTED.texts': {
    template: OPERATOR_NOT_SUPPORTED,
    hint: 'Проверяйте элементы по одному: {p} -any (_ -eq "…").',
  },
  'OPERATOR_NOT_SUPPORTED.plans': {
    template: OPERATOR_NOT_SUPPORTED,
    hint: 'Проверяйте планы по одному: {p} -any (assignedPlan.servicePlanId -eq "…").',
  },
  NULL_OPERATOR: {
    template: 'null допускается только с -eq и -ne.',
    hint: 'Отсутствие значения проверяйте через -eq null, любое значение — через -ne null; само слово пишите как "null".',
  },
  VALUE_TYPE_MISMATCH: {
    template: VALUE_TYPE_MISMATCH,
    hint: 'Заключите значение в прямые кавычки.',
  },
  'VALUE_TYPE_MISMATCH.flag': {
    template: VALUE_TYPE_MISMATCH,
    hint: 'Напишите true, false или null.',
  },
  'VALUE_TYPE_MISMATCH.instant': {
    template: VALUE_TYPE_MISMATCH,
    hint: 'Напишите дату, например "2026-01-31T08:00:00Z", или system.now после -ge или -le.',
  },
  INVALID_DATE: {
    template: '«{t}» не является датой и временем.',
    hint: 'Напишите дату, например 2026-01-31, или дату и время, например 2026-01-31T08:00:00Z.',
  },
  NOW_WITH_EQUALITY: {
    template: 'Сравнивайте system.now через -ge или -le.',
    hint: 'Ни одна дата не совпадает с текущим моментом дольше мгновения: для более поздних дат используйте -ge, для более ранних — -le.',
  },
  INVALID_REGEX: {
    template: 'Этот шаблон нельзя использовать: он составлен неверно.',
    hint: 'Исправьте шаблон; символ с особым значением, такой как ( или *, понимается буквально после обратной косой черты.',
  },
  'INVALID_REGEX.lookAround': {
    template:
      'Этот шаблон нельзя использовать: опережающая или ретроспективная проверка ({construct}) не поддерживается.',
    hint: 'Разделите условие: что должно быть — через -match, чего быть не должно — через -notMatch.',
  },
  'INVALID_REGEX.backReference': {
    template: 'Этот шаблон нельзя использовать: обратные ссылки ({construct}) не поддерживаются.',
    hint: 'Напишите повторяющуюся часть полностью.',
  },
  'INVALID_REGEX.atomicGroup': {
    template: 'Этот шаблон нельзя использовать: атомарные группы ({construct}) не поддерживаются.',
    hint: 'Пишите (?: вместо (?>: поиск быстр и без этого.',
  },
  'INVALID_REGEX.possessive': {
    template:
      'Этот шаблон нельзя использовать: сверхжадный повтор ({construct}) не поддерживается.',
    hint: 'Уберите + после знака повтора: поиск быстр и без него.',
  },
  'INVALID_REGEX.escape': {
    template: 'Этот шаблон нельзя использовать: {construct} не поддерживается.',
    hint: 'Для конца текста пишите $ или \\z, для начала ^ или \\A; другие буквы пишите без обратной косой черты.',
  },
  'INVALID_REGEX.group': {
    template:
      'Этот шаблон нельзя использовать: группы, начинающиеся с {construct}, не поддерживаются.',
    hint: 'Используйте простую группу ( ) или (?: ).',
  },
  'INVALID_REGEX.tooLarge': {
    template: 'Этот шаблон нельзя использовать: он требует слишком много шагов.',
    hint: 'Уменьшите числа в фигурных скобках или пишите * или +, где точное число не важно.',
  },
  'INVALID_REGEX.argument': {
    template: 'Этот шаблон нельзя использовать: у {construct} нет того, что повторять.',
    hint: 'Для любого текста пишите .*, а чтобы обозначить сам знак, поставьте перед ним обратную косую черту.',
  },
  'INVALID_REGEX.unclosed': {
    template: 'Этот шаблон нельзя использовать: у скобки нет пары.',
    hint: 'Закройте скобку или поставьте перед ней обратную косую черту, чтобы обозначить сам знак.',
  },
  'INVALID_REGEX.count': {
    template: 'Этот шаблон нельзя использовать: повтор {construct} невозможен.',
    hint: 'Число повторов не больше 1000, у вложенных они перемножаются, и первое не больше второго.',
  },
  'INVALID_REGEX.range': {
    template: 'Этот шаблон нельзя использовать: {construct} — это не диапазон символов.',
    hint: 'Диапазон идёт по возрастанию, как [a-z]; классы — \\d, \\w, \\s и классы Unicode, например \\pL.',
  },
  'INVALID_REGEX.backslash': {
    template: 'Этот шаблон нельзя использовать: он заканчивается обратной косой чертой.',
    hint: 'Чтобы обозначить одну обратную косую черту, напишите две.',
  },
  MEMBEROF_COMBINED: {
    template: 'Правило с memberOf нельзя сочетать с другими частями.',
    hint: 'Оставьте только часть memberOf без -not, -and и -or и укажите в её списке до 50 групп.',
  },
  MEMBEROF_FORM: {
    template: 'Используйте -any (group.objectId -in ["id"]).',
    hint: 'Единственная форма: user.memberOf -any (group.objectId -in ["id","id"]) или то же с device.',
  },
  MEMBEROF_TOO_MANY_GROUPS: {
    template: 'Можно указать не более 50 групп.',
    hint: 'Удаляйте идентификаторы из списка, пока не останется 50 разных.',
  },
};
