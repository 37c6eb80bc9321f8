/* oxlint-disable */
export class ChangeList {}
