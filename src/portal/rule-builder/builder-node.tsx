/** One node of the drawing, whatever its kind. */
import type { ReactNode } from 'react';
import type { NestedNode } from '../../rules/nested-builder.ts';
import { placeWithin, type RowPlace } from '../rule-model/condition-fields.ts';
import type { Path } from '../rule-model/drawing-paths.ts';
import { ConditionRow } from './condition-row.tsx';
import { DirectReportsRow } from './direct-reports-row.tsx';
import { GroupBox } from './group-box.tsx';
import { ItemsBox, NotBox } from './single-boxes.tsx';

export interface BuilderNodeProps {
  readonly node: NestedNode;
  readonly path: Path;
  /** How the node is named aloud: `1.2` is the second part of the first group. */
  readonly number: string;
  /** What its rows are about; the rule itself where nothing else is said. */
  readonly place?: RowPlace;
}

export function BuilderNode({ node, path, number, place = 'rule' }: BuilderNodeProps): ReactNode {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return (
        <GroupBox node={node} path={path} number={number} place={place}>
          {node.children.map((child, index) => (
            <BuilderNode
              // biome-ignore lint/suspicious/noArrayIndexKey: a node is known by its place alone.
              key={index}
              node={child}
              path={[...path, index]}
              number={`${number}.${index + 1}`}
              place={place}
            />
          ))}
        </GroupBox>
      );
    case 'not':
      return (
        <NotBox node={node} path={path} number={number}>
          <BuilderNode node={node.child} path={[...path, 0]} number={`${number}.1`} place={place} />
        </NotBox>
      );
    case 'items':
      return (
        <ItemsBox node={node} path={path} number={number}>
          <BuilderNode
            node={node.child}
            path={[...path, 0]}
            number={`${number}.1`}
            place={placeWithin(node.property)}
          />
        </ItemsBox>
      );
    case 'condition':
      return <ConditionRow node={node} path={path} number={number} place={place} />;
    case 'direct-reports':
      return <DirectReportsRow node={node} path={path} />;
  }
}
