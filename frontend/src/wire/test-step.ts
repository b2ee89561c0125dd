import { Fields } from './fields';
import { parseFoundFolder, type FoundFolder } from './folder';
import type { ConnectionKind } from './kind';
import { notesIn, type Note } from './note';
import { parseProblem, type Problem } from './problem';

/**
 * testSteps lists the steps of a test in order, by the kind of connection. `alarms` runs once per
 * Region.
 */
export const testSteps = {
  'aws-role': [
    'principal',
    'assume',
    'refuse-missing',
    'refuse-random',
    'refuse-foreign',
    'refuse-sibling',
    'alarms',
    'composites',
  ],
  'aws-user': ['identity', 'alarms', 'composites'],
  grafana: ['stack', 'token-needed', 'token', 'rights', 'folders', 'alerts', 'renderer'],
} as const satisfies Record<ConnectionKind, readonly string[]>;

/**
 * advisorySteps lists the steps that end a test while the space changes what its connections
 * present. They inform: a test is complete without them.
 */
export const advisorySteps = ['refuse-former'] as const;

type Required = (typeof testSteps)[ConnectionKind][number];

/** StepId names one step of a test. */
export type StepId = Required | (typeof advisorySteps)[number];

const stepIds: readonly StepId[] = [
  ...new Set([...Object.values(testSteps).flat(), ...advisorySteps]),
];

/** StackStep names one step of a test of a Grafana stack. */
export type StackStep = (typeof testSteps)['grafana'][number];

/** isStackStep reports whether a step is one of a test of a Grafana stack. */
export function isStackStep(step: StepId): step is StackStep {
  return testSteps.grafana.some((it) => it === step);
}

/** Probe is a step in which the provider must refuse. */
export type Probe = Extract<Required, `refuse-${string}`>;

/** isProbe reports whether a step is one in which the provider must refuse. */
export function isProbe(step: StepId): step is Probe {
  return step.startsWith('refuse-') && !isAdvisory(step);
}

/** AdvisoryStep names a step that informs: a test is complete without it. */
export type AdvisoryStep = 'renderer' | (typeof advisorySteps)[number];

/** isAdvisory reports whether a test is complete without a step. */
export function isAdvisory(step: StepId): step is AdvisoryStep {
  return step === 'renderer' || advisorySteps.some((it) => it === step);
}

const outcomes = ['passed', 'failed', 'inconclusive'] as const;

/**
 * Outcome is the result of a step; "inconclusive" is a step that could not run, which proves
 * nothing.
 */
export type Outcome = (typeof outcomes)[number];

/** StepAnswer is the reply to one step of a test. */
export interface StepAnswer {
  step: StepId;
  place?: string | undefined;
  outcome: Outcome;
  /** Whether `proof` covers every step. */
  complete: boolean;
  /** Input of the next step. Sealed: the browser cannot read it. */
  proof: string;
  /** The problem of a step that did not pass; always present then. */
  problem?: Problem | undefined;
  /** Seconds until a retry may help. */
  retryAfter?: number | undefined;
  account?: string | undefined;
  /**
   * Of a passed `alarms` or `alerts`: the number in the answer, whether the provider has more, and
   * the prefix of the request.
   */
  alarms?: number | undefined;
  truncated?: boolean | undefined;
  namePrefix?: string | undefined;
  /**
   * Of a passed `composites`: "none-seen" does not prove that composite alarms would be visible.
   */
  composites?: 'seen' | 'none-seen' | undefined;
  /** What a passed step found remarkable. */
  notes: Note[];
  /** Of `folders`, passed or failed: the folders to choose from. */
  folders?: FoundFolder[] | undefined;
}

/** StepQuestion is one step of a test, and the proof of the previous steps. */
export interface StepQuestion {
  step: StepId;
  place?: string;
  proof?: string;
}

/** stepBody returns the request body of POST /v1/connections/test. */
export function stepBody({ step, place, proof }: StepQuestion): Record<string, unknown> {
  return {
    step,
    ...(place === undefined ? {} : { region: place }),
    ...(proof === undefined ? {} : { proof }),
  };
}

/**
 * parseStepAnswer parses the reply to POST /v1/connections/test. Only an explicit "passed" counts
 * as passed.
 */
export function parseStepAnswer(value: unknown): StepAnswer {
  const fields = new Fields(value, 'test');
  const step = readStep(fields);
  const outcome = readOutcome(fields);
  const passed = outcome === 'passed';
  return {
    step,
    outcome,
    place: step === 'alarms' ? fields.string('region') : undefined,
    complete: fields.boolean('complete') && (passed || isAdvisory(step)),
    proof: fields.string('proof'),
    problem: passed ? undefined : parseProblem(fields.raw('error')),
    retryAfter: fields.raw('retryAfter') === undefined ? undefined : fields.index('retryAfter'),
    account: fields.optionalString('account'),
    notes: passed ? notesIn(fields) : [],
    folders: fields.optional('folders', () => fields.list('folders', parseFoundFolder)),
    ...(passed && (step === 'alarms' || step === 'alerts') ? readSeen(fields) : {}),
    ...(passed && step === 'composites' ? { composites: readComposites(fields) } : {}),
  };
}

/** readStep reads the member `step`, which must be a known one. */
export function readStep(fields: Fields): StepId {
  const word = fields.string('step');
  const known = stepIds.find((it) => it === word);
  if (!known) throw fields.wrong('step', 'a step of a test');
  return known;
}

/** readOutcome reads the member `outcome`. */
export function readOutcome(fields: Fields): Outcome {
  const word = fields.string('outcome');
  const known = outcomes.find((it) => it === word);
  if (!known) throw fields.wrong('outcome', 'an outcome');
  return known;
}

function readSeen(fields: Fields): Pick<StepAnswer, 'alarms' | 'truncated' | 'namePrefix'> {
  return {
    alarms: fields.index('alarms'),
    truncated: fields.boolean('truncated'),
    namePrefix: fields.optionalString('namePrefix'),
  };
}

function readComposites(fields: Fields): 'seen' | 'none-seen' {
  const word = fields.string('composites');
  if (word !== 'seen' && word !== 'none-seen')
    throw fields.wrong('composites', '"seen" or "none-seen"');
  return word;
}
