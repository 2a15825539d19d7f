// icon.tsx - the few signs the console uses, drawn here so that nothing is fetched.
const PATHS = {
  mark: 'M6 4v16M18 4v16M10.5 12a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0',
  theme: 'M12 4a8 8 0 1 0 0 16V4zM12 4a8 8 0 0 1 0 16',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'm6 6 12 12M18 6 6 18',
  question: 'M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 2V14M12 17.5v.01',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z',
  open: 'M7 11V8a5 5 0 0 1 9.5-2M5.5 11h13v9h-13z',
  clock: 'M12 7.5V12l3 2M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
  down: 'm6 9.5 6 6 6-6',
  plus: 'M12 5v14M5 12h14',
  warn: 'M12 5 3.5 19.5h17zM12 10.5v4M12 17v.01',
  print: 'M7 9V4h10v5M7 17H4.5V9.5h15V17H17M7 14h10v6H7z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
