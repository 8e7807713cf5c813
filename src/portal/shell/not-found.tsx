import { Text, Title2 } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../intl/use-text.ts';

export function NotFound(): ReactNode {
  const text = useText();
  return (
    <>
      <Title2 as="h1" block>
        {text('shell.notFound')}
      </Title2>
      <Text block>
        <Link to="/groups">{text('shell.allGroups')}</Link>
      </Text>
    </>
  );
}
