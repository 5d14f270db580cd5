export interface CertificateEvents {
  'certificate:issued': { certificateId: string };
  'certificate:revoked': { certificateId: string };
}
