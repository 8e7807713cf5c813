/** The sentences of an explanation in each language: what happened to a membership, and whether it is what the rule says. */
import { formatMessage } from './format-message.ts';
import type { Language } from './localize.ts';

/** A sentence about one object and one group, by what it is filled with: see `SENTENCES`. */
export type ExplanationSentence = keyof (typeof SENTENCES)['en'];

const SENTENCES = {
  en: {
    event:
      '{change, select, added {Joined} other {Left}} at {time} because {reason}{version, select, none {} other {, rule version {version}}}.',
    change: '{name} changed {old} → {new}',
    changedAt: '{changes}{at, select, none {} other { at {at}}}',
    agrees: 'The membership is what the rule says.',
    assigned: 'The group has no rule: its members are assigned.',
    unsavedRule: 'The rule is not saved: members are not those it says.',
    unknownObject: 'There is no such user, device or group.',
    paused: 'The membership is not what the rule says: processing is paused.',
    held: 'The membership is not what the rule says: a change of the group is held for review.',
    failed: 'The membership is not what the rule says: the group could not be processed.',
    waiting: 'The membership is not what the rule says yet: the group is being processed.',
    pending:
      'The membership is not what the rule says yet: a change of the object is being processed.',
    differs: 'The membership is not what the rule says. Process the group again.',
    hidden: 'You may not read everything that the rule looks at.',
    byProperties:
      '{change, select, joins {The rule would select the object} other {The rule would no longer select the object}}, because of {names}.',
    byGroups:
      '{change, select, joins {It would come in} other {It would leave}} with the groups that this one follows: {names}.',
  },
  'pt-BR': {
    event:
      '{change, select, added {Entrou} other {Saiu}} em {time} porque {reason}{version, select, none {} other {, versão {version} da regra}}.',
    change: '{name} mudou de {old} → {new}',
    changedAt: '{changes}{at, select, none {} other { em {at}}}',
    agrees: 'A associação é o que a regra diz.',
    assigned: 'O grupo não tem regra: seus membros são atribuídos.',
    unsavedRule: 'A regra não está salva: os membros não são os que ela diz.',
    unknownObject: 'Não existe esse usuário, dispositivo ou grupo.',
    paused: 'A associação não é o que a regra diz: o processamento está em pausa.',
    held: 'A associação não é o que a regra diz: uma alteração do grupo está retida para revisão.',
    failed: 'A associação não é o que a regra diz: o grupo não pôde ser processado.',
    waiting: 'A associação ainda não é o que a regra diz: o grupo está sendo processado.',
    pending:
      'A associação ainda não é o que a regra diz: uma alteração do objeto está sendo processada.',
    differs: 'A associação não é o que a regra diz. Processe o grupo novamente.',
    hidden: 'Você não pode ler tudo o que a regra examina.',
    byProperties:
      '{change, select, joins {A regra selecionaria o objeto} other {A regra não selecionaria mais o objeto}}, por causa de {names}.',
    byGroups:
      '{change, select, joins {Entraria} other {Sairia}} com os grupos que este segue: {names}.',
  },
  'ru-RU': {
    event:
      '{change, select, added {Участие началось} other {Участие закончилось}} {time}: {reason}{version, select, none {} other {, версия правила {version}}}.',
    change: 'изменилось {name}: {old} → {new}',
    changedAt: '{changes}{at, select, none {} other { ({at})}}',
    agrees: 'Участие соответствует правилу.',
    assigned: 'У группы нет правила: участники назначены вручную.',
    unsavedRule: 'Правило не сохранено: участники группы определены не им.',
    unknownObject: 'Такого пользователя, устройства или группы нет.',
    paused: 'Участие не соответствует правилу: обработка приостановлена.',
    held: 'Участие не соответствует правилу: изменение группы задержано до проверки.',
    failed: 'Участие не соответствует правилу: группу не удалось обработать.',
    waiting: 'Участие ещё не соответствует правилу: группа обрабатывается.',
    pending: 'Участие ещё не соответствует правилу: изменение объекта обрабатывается.',
    differs: 'Участие не соответствует правилу. Обработайте группу ещё раз.',
    hidden: 'Вам видно не всё, что проверяет правило.',
    byProperties:
      '{change, select, joins {Правило выбрало бы объект} other {Правило перестало бы выбирать объект}}, причина: {names}.',
    byGroups:
      '{change, select, joins {Участие началось бы} other {Участие закончилось бы}} вслед за группами, за которыми следует эта: {names}.',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** Why members changed, by the codes of history; `{at}` is when what asked for it was done, `none` where that is not known. */
const CAUSES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    groupCreated: 'the group was created with this rule',
    ruleChanged: 'the membership rule was changed{at, select, none {} other { at {at}}}',
    conversion: 'the group was made dynamic{at, select, none {} other { at {at}}}',
    resumed: 'processing was resumed{at, select, none {} other { at {at}}}',
    reprocessed: 'the group was processed again on demand',
    recovered: 'what kept the group from being processed was mended',
    groupRestored: 'the group was restored',
    run: 'the rule was evaluated over the whole directory',
    objectsChanged: 'users or devices changed',
    objectCreated: 'the object was created{at, select, none {} other { at {at}}}',
    objectDeleted: 'the object was deleted{at, select, none {} other { at {at}}}',
    objectRestored: 'the object was restored{at, select, none {} other { at {at}}}',
    reevaluated: 'the object was looked at again',
    clock: 'the time came that the rule compares with',
    sourceGroup: 'members changed of {groups}',
    hand: 'somebody changed the members',
    import: 'an import changed the members',
    release: 'a held change was released',
  },
  'pt-BR': {
    groupCreated: 'o grupo foi criado com esta regra',
    ruleChanged: 'a regra de associação foi alterada{at, select, none {} other { em {at}}}',
    conversion: 'o grupo tornou-se dinâmico{at, select, none {} other { em {at}}}',
    resumed: 'o processamento foi retomado{at, select, none {} other { em {at}}}',
    reprocessed: 'o grupo foi processado novamente a pedido',
    recovered: 'o que impedia o processamento do grupo foi corrigido',
    groupRestored: 'o grupo foi restaurado',
    run: 'a regra foi avaliada em todo o diretório',
    objectsChanged: 'usuários ou dispositivos mudaram',
    objectCreated: 'o objeto foi criado{at, select, none {} other { em {at}}}',
    objectDeleted: 'o objeto foi excluído{at, select, none {} other { em {at}}}',
    objectRestored: 'o objeto foi restaurado{at, select, none {} other { em {at}}}',
    reevaluated: 'o objeto foi examinado novamente',
    clock: 'chegou o momento com que a regra compara',
    sourceGroup: 'mudaram os membros de {groups}',
    hand: 'alguém alterou os membros',
    import: 'uma importação alterou os membros',
    release: 'uma alteração retida foi liberada',
  },
  'ru-RU': {
    groupCreated: 'группа создана с этим правилом',
    ruleChanged: 'правило участия изменено{at, select, none {} other { ({at})}}',
    conversion: 'группа стала динамической{at, select, none {} other { ({at})}}',
    resumed: 'обработка возобновлена{at, select, none {} other { ({at})}}',
    reprocessed: 'группа обработана ещё раз по запросу',
    recovered: 'исправлено то, что мешало обработке группы',
    groupRestored: 'группа восстановлена',
    run: 'правило вычислено по всему каталогу',
    objectsChanged: 'изменились пользователи или устройства',
    objectCreated: 'объект создан{at, select, none {} other { ({at})}}',
    objectDeleted: 'объект удалён{at, select, none {} other { ({at})}}',
    objectRestored: 'объект восстановлен{at, select, none {} other { ({at})}}',
    reevaluated: 'объект проверен ещё раз',
    clock: 'наступило время, с которым сравнивает правило',
    sourceGroup: 'изменились участники: {groups}',
    hand: 'участники изменены вручную',
    import: 'участники изменены импортом',
    release: 'задержанное изменение применено',
  },
};

/** A sentence in a language. */
export function explanationText(
  sentence: ExplanationSentence,
  language: Language,
  params: Readonly<Record<string, string>> = {},
): string {
  return formatMessage(SENTENCES[language][sentence], params, language);
}

/** A cause as part of a sentence; the code itself where there are no words for it. */
export function causeText(
  kind: string,
  language: Language,
  params: Readonly<Record<string, string>>,
): string {
  return formatMessage(CAUSES[language][kind] ?? kind, params, language);
}

/** The codes that there are words for in a language, for tests that every cause has its words. */
export function causesWithText(language: Language): readonly string[] {
  return Object.keys(CAUSES[language]);
}
