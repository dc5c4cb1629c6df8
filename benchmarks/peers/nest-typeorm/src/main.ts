// NestJS, Fastify, TypeORM and node-postgres on the tracker's schema: ../README.md says what can be set.
import 'reflect-metadata'
import {
  Body,
  Controller,
  Get,
  Inject,
  Module,
  Param,
  ParseUUIDPipe,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common'
import { UseGuards, ValidationPipe } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { JwtModule } from '@nestjs/jwt'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { TypeOrmModule } from '@nestjs/typeorm'
import { types } from 'pg'
import { ENTITIES } from './entities'
import { Idiomatic } from './idiomatic'
import { SetContent } from './sets'
import { SignIn } from './sign-in'
import { Tuned } from './tuned'

const DATE = 1082
types.setTypeParser(DATE, (text: string) => text)

const WORKOUTS = 'workouts'
const rows = (limit?: string) => Math.min(+(limit ?? 20), 200)

@Controller('api/v1')
@UseGuards(SignIn)
class Api {
  constructor(@Inject(WORKOUTS) private workouts: Idiomatic | Tuned) {}

  @Get('workouts/:id')
  tree(@Param('id', ParseUUIDPipe) id: string, @Req() request: any) {
    return this.workouts.tree(request.person, id)
  }

  @Get('workouts')
  list(@Req() request: any, @Query('limit') limit?: string) {
    return this.workouts.list(request.person, rows(limit))
  }

  @Get('exercises/:id/history')
  history(@Param('id', ParseUUIDPipe) id: string, @Req() request: any, @Query('limit') limit?: string) {
    return this.workouts.history(request.person, id, rows(limit))
  }

  @Get('exercises')
  search(@Req() request: any, @Query('search') text: string, @Query('limit') limit?: string) {
    return this.workouts.search(request.person, text, rows(limit))
  }

  @Put('sets/:id')
  async log(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() content: SetContent,
    @Req() request: any,
    @Res({ passthrough: true }) response: any,
  ) {
    const answer = await this.workouts.log(request.person, id, content)
    response.status(answer.made ? 201 : 200)
    return answer.set
  }
}

const address = JSON.parse(process.env.ADDRESS!)

@Module({
  imports: [
    JwtModule.register({
      global: true,
      secret: process.env.JWT_SECRET,
      verifyOptions: { algorithms: ['HS256'] },
    }),
    TypeOrmModule.forRoot({
      type: 'postgres',
      ...address,
      entities: ENTITIES,
      synchronize: false,
      extra: { max: 10 },
    }),
  ],
  controllers: [Api],
  providers: [{ provide: WORKOUTS, useClass: process.env.VARIANT === 'tuned' ? Tuned : Idiomatic }],
})
class Application {}

async function main() {
  const application = await NestFactory.create(Application, new FastifyAdapter(), { logger: ['error'] })
  application.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }),
  )
  application.enableShutdownHooks()
  await application.listen(0, '127.0.0.1')
  console.log(application.getHttpServer().address().port) // by which whoever started it knows that it is ready
}

void main()
