/** Every icon: one path on a 24 × 24 grid, stroked 2 units wide unless its name is in `SOLID`. */
export const ICONS = {
  bar: 'M1 12h22M5 6v12M8.5 8v8M19 6v12M15.5 8v8',
  plan: 'M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h4',
  cal: 'M4 5h16v15H4zM4 10h16M8 2.5V7M16 2.5V7',
  prog: 'M3 20h18M4 16l5-5 4 3 7-8M15.5 6H20v4.5',
  more: 'M4 7h16M4 12h16M4 17h16',
  down: 'M4 9l8 8 8-8',
  up: 'M4 15l8-8 8 8',
  left: 'M15 4l-8 8 8 8',
  right: 'M9 4l8 8-8 8',
  wait: 'M12 20V5M6 11l6-6 6 6M4 20h3M10.5 20h3M17 20h3',
  dots: 'M4 11h2.6v2.6H4zM10.7 11h2.6v2.6h-2.6zM17.4 11H20v2.6h-2.6z',
  check: 'M4 12.5l5.5 5.5L20 6.5',
  plus: 'M12 4v16M4 12h16',
  minus: 'M4 12h16',
  list: 'M3 6h2.5M8.5 6H21M3 12h2.5M8.5 12H21M3 18h2.5M8.5 18H21',
  synced: 'M3 12.5l4.5 4.5L15 8.5M12 15.5l1.5 1.5L22 8.5',
  warn: 'M12 3L22 20.5H2zM12 9.5v5M12 16.5v1.8',
  bang: 'M12 4v10M12 17.5v3',
  offline: 'M7 18.5h10.5a4 4 0 0 0 .8-7.9 6 6 0 0 0-8.3-4.3M6.9 8.8a5 5 0 0 0 .1 9.7M3 3l18 18',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13M15.5 15.5L21 21',
  trash: 'M3.5 6.5h17M8.5 6.5V3.5h7v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6',
  edit: 'M4 20l1-4.5L16 4.5l3.5 3.5-11 11zM13.5 7l3.5 3.5',
  drag: 'M7.5 4h3v3h-3zM13.5 4h3v3h-3zM7.5 10.5h3v3h-3zM13.5 10.5h3v3h-3zM7.5 17h3v3h-3zM13.5 17h3v3h-3z',
  undo: 'M8 4L3.5 8.5 8 13M3.5 8.5H14a5.5 5.5 0 0 1 0 11H8',
  close: 'M5 5l14 14M19 5L5 19',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 7v5.5l3.5 2',
  swap: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
  note: 'M4 4h16v11l-5 5H4zM15 20v-5h5M8 9h8M8 13h4',
  plates: 'M1 12h3M4 4h4v16H4zM11 6.5h3.5v11H11zM17.5 9h2.5v6h-2.5zM20 12h3M8 12h3M14.5 12h3',
  file: 'M5 3h9l5 5v13H5zM14 3v5h5',
  settings: 'M3 7h8M17 7h4M14 4v6M3 17h3M12 17h9M9 14v6',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M4 20.5c.5-4 3.5-5.5 8-5.5s7.5 1.5 8 5.5',
  back: 'M20 12H5M11 5l-7 7 7 7',
  copy: 'M8 8h12v13H8zM4 16.5V3h11.5',
} as const

export type IconName = keyof typeof ICONS

/** Filled instead of stroked. */
export const SOLID: ReadonlySet<IconName> = new Set<IconName>(['dots', 'drag'])
