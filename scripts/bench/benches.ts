import { type Bench } from './bench';
import { clearingBench } from './clearing-bench';
import { throughputBench } from './throughput/throughput-bench';

/** The benchmarks in the order in which they run. A further one is a file and a row here. */
export const benches: readonly Bench[] = [clearingBench, throughputBench];
