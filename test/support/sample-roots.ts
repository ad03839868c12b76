/** A root certificate of an organisation for tests, whose key nobody has. */
export const sampleRoot = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUW3lwEqxD5cflF8PhJ5QZaH6GX38wCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHZXhhbXBsZTETMBEGA1UEAwwKY2EuZXhhbXBsZTAeFw0yNjEx
MjEwNjE0MTRaFw00MTExMTcwNjE0MTRaMCcxEDAOBgNVBAoMB2V4YW1wbGUxEzAR
BgNVBAMMCmNhLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQxKSM7
H7or+rIHUJ8p05TadT03u7JuAcfBovuza0SH7FZlyf6ubhFwbQv8hWKtWsnqqfBV
e8Mpm4niJVh5WTHTo0UwQzASBgNVHRMBAf8ECDAGAQH/AgEBMA4GA1UdDwEB/wQE
AwIBBjAdBgNVHQ4EFgQUMj7nM0N0huRTZpUAap8vPWVmMEYwCgYIKoZIzj0EAwID
SAAwRQIhAI7abH6gPujdvAnx3gp2t6YqGBmvmZe/P2QswDY/ggZ7AiA9qyLnFmng
qOHnCvX/W3u8GqHhCgLH+OaXrA2mXtmOJQ==
-----END CERTIFICATE-----
`;

/** What a vote on RecognizeOrderers names. */
export const sampleRoots = {
  organizations: [{ mspId: 'HouseholdsMSP', certificate: sampleRoot }],
  orderers: [{ mspId: 'OrdererMSP', certificate: sampleRoot }],
  signatures: 1,
};
