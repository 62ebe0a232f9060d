// What another screen knows of a victim when it opens the intake. Personal data in the clear: kept in
// memory only, taken once.
export interface IntakeSeed {
  readonly victim_name: string
  readonly victim_phone: string
  readonly fraud_type: string
}

let seed: IntakeSeed | null = null

export function seedIntake(known: IntakeSeed): void {
  seed = known
}
export function takeIntakeSeed(): IntakeSeed | null {
  const known = seed
  seed = null
  return known
}
