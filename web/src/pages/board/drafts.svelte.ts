/** The two draft sheets of the board; they outlive a change of page, not of the browser tab. */

import { Draft } from '../../state/draft.svelte';

const HEADINGS: Record<'requirements' | 'pledges', [string, string[]][]> = {
  requirements: [
    ['title', ['Title', 'Description', 'Désignation', 'Intitulé', 'What']],
    ['what', ['Capability', 'Good', 'Capacité', 'Item']],
    ['quantity', ['Amount', 'Quantity', 'Quantité', 'Qty', 'Number']],
    ['unit', ['Unit', 'Unité', 'UOM']],
    ['place', ['Destination', 'To', 'Place', 'Lieu', 'Vers']],
    ['from', ['From', 'Earliest', 'Dès', 'Du']],
    ['until', ['RDD', 'Until', 'Required delivery date', 'Date', 'Pour le']],
  ],
  pledges: [
    ['requirement', ['Requirement', 'ULN', 'Besoin', 'Line']],
    ['source', ['Source', 'Unit or stock', 'Stock', 'Unité ou stock']],
    ['quantity', ['Amount', 'Quantity', 'Quantité', 'Qty', 'Number']],
    ['from', ['From', 'Du', 'Dès']],
    ['until', ['Until', 'To', 'Au', "Jusqu'au"]],
    ['condition', ['Condition', 'Conditions']],
  ],
};

const make = (kind: keyof typeof HEADINGS): Draft =>
  new Draft(HEADINGS[kind].map(([id, names]) => ({ id, names })));

export const drafts = { requirements: make('requirements'), pledges: make('pledges') };
