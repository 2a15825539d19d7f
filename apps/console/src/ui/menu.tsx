// menu.tsx - choose one of a few: Radix gives the keys, the focus and the roles.
import type { ReactNode } from 'react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon';

export interface MenuOption {
  value: string;
  label: string;
  lang?: string;
}

export function Menu({ label, show, value, options, onChoose, className = 'quiet' }: { label: string; show: ReactNode; value?: string; options: MenuOption[]; onChoose: (value: string) => void; className?: string }) {
  const { i18n } = useTranslation();
  return (
    <DropdownMenu.Root dir={i18n.dir()} modal={false}>
      <DropdownMenu.Trigger className={className} aria-label={typeof show === 'string' && show.startsWith(label) ? undefined : label} title={label}>
        {show}
        <Icon name="down" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8} aria-label={label}>
          <DropdownMenu.RadioGroup value={value ?? ''} onValueChange={onChoose}>
            {options.map((option) => (
              <DropdownMenu.RadioItem key={option.value} value={option.value} className="menu-item" lang={option.lang}>
                <DropdownMenu.ItemIndicator className="menu-mark"><Icon name="check" /></DropdownMenu.ItemIndicator>
                {option.label}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
