import { InvalidArgumentError } from 'commander';
import { defineOrganization } from '../../../network/fabric/channel/organization-definition';
import { mostPeers } from '../../../network/fabric/definition/network-definition';
import { nameForm, nameRule } from '../../../network/fabric/definition/parse-network-definition';
import { addOrganization, removeOrganization } from '../../../network/fabric/definition/edit-definition';
import { changeChannel } from '../../../network/fabric/operations/channel-update';
import { allProcesses } from '../../../network/fabric/operations/managed-process';
import { type PeerOrganizationPlan } from '../../../network/fabric/network-plan';
import { type NetworkHome } from '../../../network/fabric/operations/network-home';
import { withOrganization, withoutOrganization } from '../../../network/fabric/operations/organizations';
import { startAuthorities } from '../../../network/fabric/operations/up';
import { type CliCommand } from '../../cli/command';
import { changeChannels, enlarge, redeployMarket, requireOrdering } from '../changed-home';
import {
  change,
  channelOf,
  type CommonOptions,
  definitionFileOf,
  organizationOf,
  reopened,
  withCommonOptions,
} from '../open-home';
import { addExchangeCommands } from './org-exchange';
import { addFoundCommand } from './org-found';
import { wholeNumber } from '../whole-number';
import { running } from './up';

interface AddOptions extends CommonOptions {
  readonly peers: number;
}

/** Brings organisations into a running channel, and takes them out. */
export const org: CliCommand = {
  name: 'org',
  summary: 'bring an organisation into a running channel, or take one out',
  configure(command, io) {
    command.description(
      'Where one administrator has all the keys, `org add` and `org remove` do everything. Where they have not, files go ' +
        'back and forth, and none of them is secret: the newcomer defines itself, a member proposes the change, a majority ' +
        'of the members signs it, one submits it, and the newcomer joins with the file that this gives.',
    );
    withCommonOptions(
      command
        .command('add')
        .summary('add an organisation of this home, with all that it needs')
        .description(
          'Adds an organisation to network.yaml, starts its certificate authorities and peers, has the members of this home ' +
            'sign its admission, and deploys the chaincode for it. The market goes on meanwhile.',
        )
        .argument('<name>', 'its name, in lower case', organizationName)
        .option('--peers <n>', 'how many peers it runs', wholeNumber(1, mostPeers), 1),
    ).action(async (name: string, options: AddOptions) => {
      const steps = (): string[] => [
        `add ${name} to network.yaml and start its certificate authorities and peers`,
        'have a majority of the members sign its admission to the channels, and submit it',
        'deploy the chaincode with it among the members of the private data collections',
      ];
      await change('org add', options, io, steps, (home) =>
        enlarge(home, {
          edit: (file) => addOrganization(file, name, options.peers),
          admit: (enlarged) => admit(enlarged, name),
          takesPartInMarket: true,
        }),
      );
    });
    withCommonOptions(
      command
        .command('remove')
        .summary('take an organisation of this home out of its channels and stop what it runs')
        .description(
          'Has a majority of the members of this home sign that an organisation leaves, submits it, stops its processes and ' +
            'takes it out of network.yaml. Its folder with keys and ledgers stays where it is. What its members own needs its peers ' +
            'to be moved while they guard it: docs/security.md says what to vote and fold before.',
        )
        .argument('<name>', 'its name'),
    ).action(async (name: string, options: CommonOptions) => {
      const steps = (home: NetworkHome): string[] => [
        `have a majority of the members sign that ${organizationOf(home, name).name} leaves the channels, and submit it`,
        `stop the processes of ${name} and take it out of network.yaml`,
        'deploy the chaincode with the private data collections of those who stay',
      ];
      await change('org remove', options, io, steps, async (home) => {
        const leaving = organizationOf(home, name);
        await requireOrdering(home);
        await dismiss(home, leaving);
        await removeOrganization(definitionFileOf(home), name);
        const reduced = await reopened(home);
        await redeployMarket(reduced);
        return running(reduced);
      });
    });
    addFoundCommand(command, io);
    addExchangeCommands(command, io);
  },
};

function organizationName(text: string): string {
  if (nameForm.test(text)) return text;
  throw new InvalidArgumentError(`It has to be ${nameRule}.`);
}

async function admit(home: NetworkHome, name: string): Promise<void> {
  await startAuthorities(home);
  const definition = await defineOrganization(home.binaries, organizationOf(home, name));
  await changeChannels(home, withOrganization(definition));
  const channels = home.plan.channels.map((channel) => channel.name);
  home.progress(`${definition.mspId} is a member of ${channels.join(', ')}`);
}

async function dismiss(home: NetworkHome, { mspId, name }: PeerOrganizationPlan): Promise<void> {
  const staying = { ...home.plan, organizations: home.plan.organizations.filter((each) => each.name !== name) };
  for (const { name: channel } of home.plan.channels) {
    await changeChannel({ ...home, plan: staying }, channelOf(home, channel), withoutOrganization(mspId)).catch(
      (error: unknown) => {
        // A removal that was cut off after this step is gone on with.
        if (!(error instanceof Error) || !/is no member of the channel/.test(error.message)) throw error;
      },
    );
    home.progress(`${mspId} is no member of channel ${channel} any more`);
  }
  const processes = await allProcesses(home);
  await Promise.all(processes.filter((each) => each.organization === name).map(({ process }) => process.stop()));
}
