/**
 * Bugs to plant, one at a time: each a text of a file in src/ and what to put in its place. `breaks` names the invariant
 * or the rule of docs/protocol.md that falls with it.
 *
 * @typedef {{ name: string, breaks: string, file: string, find: string, put: string }} PlantedBug
 */
import { IN_BRAKES } from './in-brakes.mjs';
import { IN_CHANGES } from './in-changes.mjs';
import { IN_GROUPS } from './in-groups.mjs';
import { IN_MATCHING } from './in-matching.mjs';
import { IN_PAUSES } from './in-pauses.mjs';

/** @type {readonly PlantedBug[]} */
export const PLANTED = [...IN_CHANGES, ...IN_GROUPS, ...IN_BRAKES, ...IN_PAUSES, ...IN_MATCHING];
