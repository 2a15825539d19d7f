import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { RetentionController } from './retention.controller';
import { Retention } from './retention.service';

@Module({ imports: [AgreementModule], controllers: [RetentionController], providers: [Retention], exports: [Retention] })
export class RetentionModule {}
