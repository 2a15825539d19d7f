import { Module } from '@nestjs/common';
import { AgreementRegistry } from './agreement.registry';
import { ReferenceRepository } from './reference.repository';
import { ReferenceService } from './reference.service';

@Module({ providers: [AgreementRegistry, ReferenceRepository, ReferenceService], exports: [AgreementRegistry, ReferenceService] })
export class AgreementModule {}
