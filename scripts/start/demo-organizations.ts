/** The organisations of the demonstration's network. Two of the three endorse each transaction. */
export const demoOrganizations = [
  { mspId: 'HouseholdsMSP', name: 'households' },
  { mspId: 'OperatorMSP', name: 'operator' },
  { mspId: 'BankMSP', name: 'bank' },
] as const;

/** Which organisation plays which part. */
export const demoParts = { households: 'HouseholdsMSP', operator: 'OperatorMSP', bank: 'BankMSP' } as const;

/** The market that the recorded community trades in. */
export const DEMO_MARKET = 'fontana';
