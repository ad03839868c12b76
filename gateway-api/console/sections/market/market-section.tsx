import { type JSX } from 'preact';

export default function MarketSection(): JSX.Element {
  return <div class="grid" />;
}
