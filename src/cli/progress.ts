import type { Terminal } from './terminal.js';

/** Shows how far a long run has come. */
export interface Progress {
  update(stage: string, done: number, total: number, detail: string): void;
  /** Leaves the last line standing. */
  finish(): void;
}

/** On a terminal one line that is written over; elsewhere a line for every tenth of a stage. */
export function startProgress(terminal: Terminal): Progress {
  let shown = '';
  return {
    update(stage, done, total, detail) {
      const percent = total === 0 ? 100 : Math.min(100, Math.floor((done * 100) / total));
      const step = terminal.overwrite === undefined ? Math.floor(percent / 10) * 10 : percent;
      const text = `${stage} ${step} %`;
      if (terminal.overwrite !== undefined) terminal.overwrite(`${text}${detail}`);
      else if (text !== shown) terminal.remark(`${text}${detail}`);
      shown = text;
    },
    finish() {
      if (terminal.overwrite !== undefined && shown !== '') terminal.remark('');
    },
  };
}
