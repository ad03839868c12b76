/** A value of the channel's configuration, in the JSON form of configtxlator. */
export interface ConfigValue {
  mod_policy: string;
  value: Record<string, unknown>;
  version: string;
}

/** A group of the channel's configuration, in the JSON form of configtxlator. */
export interface ConfigGroup {
  groups: Record<string, ConfigGroup>;
  mod_policy: string;
  policies: Record<string, unknown>;
  values: Record<string, ConfigValue>;
  version: string;
}

/** A channel's configuration, in the JSON form of configtxlator. */
export interface ChannelConfigJson {
  channel_group: ConfigGroup;
  sequence: string;
}

/** Which of the channel's groups an organisation belongs to: who transacts, or who orders. */
export type ChannelPart = 'Application' | 'Orderer';

export function organizationsOf(config: ChannelConfigJson, part: ChannelPart): Record<string, ConfigGroup> {
  return config.channel_group.groups[part]?.groups ?? {};
}

/** MSP ids of the channel's organisations, in alphabetical order. */
export function memberMspIds(config: ChannelConfigJson, part: ChannelPart = 'Application'): string[] {
  return Object.keys(organizationsOf(config, part)).sort();
}
