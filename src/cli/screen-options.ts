/** What `jiedian screen` is told beside the file. */
export interface ScreenOptions {
  readonly out: string;
  readonly region?: string;
  readonly policy?: string;
  readonly asOf?: string;
  readonly crs?: string;
  readonly category?: string;
  readonly area?: string;
  readonly quarantine?: true;
  readonly joint?: true;
  readonly server?: string;
  readonly token?: string;
}
