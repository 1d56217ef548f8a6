/** Something that is mounted into a container, as inspect shows it below Mounts. */
export interface MountPoint {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  /** The volume's name; '' for others. */
  readonly volume: string;
  /** A path of the machine; '' for tmpfs. */
  readonly source: string;
  readonly destination: string;
  readonly readOnly: boolean;
  /** What was said behind the last colon, `z` for a named volume where nothing was. */
  readonly mode: string;
  /** From --tmpfs: not among the mounts that inspect shows. */
  readonly hidden: boolean;
  /** A new volume is filled with what the image has there. */
  readonly copyUp: boolean;
  /** Of a tmpfs: as mount's -o takes them. */
  readonly tmpfsOptions: string;
  /** Made because nobody named one: goes with the container (rm -v, --rm). */
  readonly anonymous: boolean;
}
