/** Words of the way in. */
export const signIn = {
  title: 'Welcome to your neighbours’ energy market',
  lead: 'Homes with panels sell what they have left over to their neighbours, hour by hour. Nobody has to be trusted with it: the ledger of all organisations decides, and everybody can check.',
  demoTitle: 'Look around as a member of the demonstration',
  demoLead:
    'A community of recorded homes is trading here now. Choose whom you want to be; one click, nothing to fill in.',
  enterAs: (name: string) => `Enter as ${name}`,
  entering: 'Entering …',
  memberTitle: 'Sign in',
  member: 'Member',
  memberHelp: 'Like h01@HouseholdsMSP',
  passphrase: 'Passphrase',
  passphraseHelp: 'Opens your key at the gateway',
  submit: 'Sign in',
  demoLoading: 'Asking who takes part …',
  roles: {
    household: { name: 'A household with panels', about: 'Sells its surplus at noon, buys in the evening' },
    consumer: { name: 'A household without panels', about: 'Buys its neighbours’ sun' },
    storage: { name: 'A home that shares its battery', about: 'Its storage unit serves the neighbours' },
    voter: { name: 'A voter', about: 'Decides about roles and parameters' },
    banker: { name: 'The banker', about: 'Issues eEuro against euro' },
    operator: { name: 'The market operator', about: 'Opens, clears and settles the hours' },
  },
};
