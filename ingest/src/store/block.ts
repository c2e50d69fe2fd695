/** Tables that rows are written to; everything else is derived from them. */
export type BlockTable = 'events' | 'replay_chunks' | 'batch_traces';

/** How rows are written: the columns of `layouts.ts` separated by tabs, or JSON objects. One row a line in both. */
export type RowFormat = 'columns' | 'json';

/** Rows that are inserted by one statement. Its id was given when its first frame was appended, and is in every row. */
export interface Block {
  /** UInt64 in decimal: beyond what a number holds. */
  readonly id: string;
  readonly table: BlockTable;
  readonly format: RowFormat;
  readonly rows: number;
  /** At most this many bytes of text. */
  readonly bytes: number;
  /** Left over from an earlier life of the server, which may have inserted some of it. */
  readonly unclean: boolean;
  /** Some of its rows may be lost to damage: how many are stored says nothing about which. */
  readonly damaged: boolean;
}

/** Where the inserter gets its work. The spool implements it; the store does not know how blocks are kept. */
export interface BlockSource {
  /** Names this server's ClickHouse session; the same in all its lives, or the next one could not wait for what this one left running. */
  readonly writer: string;
  /** Goes into `blocks` beside each confirmed block. */
  readonly node: string;
  /** Blocks that are not confirmed yet, open ones included. */
  pending(): number;
  /** Closes what is open, so that it can be taken now. */
  flush(): void;
  /** The oldest closed block that nobody took yet. */
  take(): Block | undefined;
  /** Settles when `take` has something to give, or when the source was closed. */
  waiting(): Promise<void>;
  /** The rows, one a line, always in the same order. */
  read(block: Block): Promise<Buffer>;
  /** Identities of the rows that were moved to the dead letters. */
  buried(block: Block): ReadonlySet<string>;
  /** Settles when the burial is on disk: a buried row is never inserted again. */
  bury(block: Block, identity: string): Promise<void>;
  /** Settles when the confirmation is on disk: a confirmed block is never read again. */
  confirm(blocks: readonly Block[]): Promise<void>;
}
