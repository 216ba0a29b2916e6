import { expect, test } from 'vitest';
import { Draft } from '../src/state/draft.svelte';

const make = (): Draft =>
  new Draft([
    { id: 'title', names: ['Title'] },
    { id: 'quantity', names: ['Quantity'] },
  ]);

test('a paste fills from the cell on and adds the rows it needs', () => {
  const draft = make();
  draft.add();
  expect(
    draft.paste(
      [
        ['Beds', '50'],
        ['Teams', '2'],
      ],
      0,
      'title',
    ),
  ).toBe(2);
  expect(draft.rows).toEqual([
    { title: 'Beds', quantity: '50' },
    { title: 'Teams', quantity: '2' },
  ]);
});

test('a heading row says which columns follow, in any order', () => {
  const draft = make();
  draft.paste(
    [
      ['Quantity', 'Title'],
      ['50', 'Beds'],
    ],
    0,
    'title',
  );
  expect(draft.rows).toEqual([{ title: 'Beds', quantity: '50' }]);
});

test('each change is undone and done again in turn', () => {
  const draft = make();
  draft.add({ title: 'Beds' });
  draft.set(0, 'quantity', '50');
  draft.undo();
  expect(draft.rows).toEqual([{ title: 'Beds' }]);
  draft.undo();
  expect(draft.rows).toEqual([]);
  draft.redo();
  draft.redo();
  expect(draft.rows).toEqual([{ title: 'Beds', quantity: '50' }]);
});

test('a new change forgets what was undone', () => {
  const draft = make();
  draft.add({ title: 'Beds' });
  draft.undo();
  draft.add({ title: 'Teams' });
  draft.redo();
  expect(draft.rows).toEqual([{ title: 'Teams' }]);
});

test('the same value is no change', () => {
  const draft = make();
  draft.add({ title: 'Beds' });
  draft.set(0, 'title', 'Beds');
  draft.undo();
  expect(draft.rows).toEqual([]);
});
