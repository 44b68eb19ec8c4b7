import { Flex } from 'antd';
import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';

interface Props {
  title: string;
  /** Where the focus goes in the end, if not to what had it before, such as an entry of a menu. */
  opener?: RefObject<HTMLElement | null>;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}

/** A dialog as long as it is shown: the browser keeps the focus in it, and Escape closes it. */
export function Dialog({ title, opener, onClose, wide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = opener?.current ?? document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, [opener]);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <Flex vertical gap="middle">
        <h2 id={heading}>{title}</h2>
        {children}
      </Flex>
    </dialog>
  );
}
