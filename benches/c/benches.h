/* The benchmarks. Each prints its part of the report. */
#ifndef BENCHES_H
#define BENCHES_H

void bench_create(void);
void bench_idle_poll(void);
void bench_start(void);
void bench_round_trip(void);
void bench_in_flight(void);
void bench_threads(void);
void bench_peek(void);
void bench_many_accounts(void);
void bench_renewals(void);
void bench_signed_in(void);

#endif
