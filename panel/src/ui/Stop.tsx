import { Alert, Button, Flex } from 'antd';
import type { ReactNode } from 'react';
import { Logo } from '../brand/Logo';
import { Sheet } from './Sheet';

interface Props {
  title: string;
  text: ReactNode;
  action: string;
  onAction: () => void;
}

/** A page for when nothing else can be shown. */
export function Stop({ title, text, action, onAction }: Props) {
  return (
    <div className="centred">
      <Logo large />
      <main>
        <Sheet>
          <Flex vertical gap="middle" align="start">
            <h1 className="stop">{title}</h1>
            <Alert role="alert" type="warning" showIcon title={text} className="wide" />
            <Button type="primary" onClick={onAction}>
              {action}
            </Button>
          </Flex>
        </Sheet>
      </main>
    </div>
  );
}
