import { type Bench } from './bench';
import { clearingBench } from './clearing-bench';
import { consoleBench } from './console/console-bench';
import { doorBench } from './gateway/door-bench';
import { sampleBench } from './gateway/sample-bench';
import { largeListingBench } from './large-listing-bench';
import { matchingBench } from './matching-bench';
import { bookSizeBench } from './order-book/book-size-bench';
import { ordersBench } from './order-book/orders-bench';
import { reportsBench } from './reports-bench';
import { readModelBench } from './read-model/read-model-bench';
import { latencyBench } from './latency/latency-bench';
import { startBench } from './start-bench';
import { storedEnergyBench } from './stored-energy-bench';
import { throughputBench } from './throughput/throughput-bench';

/** The benchmarks in the order in which they run. A further one is a file and a row here. */
export const benches: readonly Bench[] = [
  clearingBench,
  matchingBench,
  storedEnergyBench,
  ordersBench,
  bookSizeBench,
  reportsBench,
  readModelBench,
  startBench,
  throughputBench,
  latencyBench,
  doorBench,
  sampleBench,
  largeListingBench,
  consoleBench,
];
