import { z } from 'zod';

/** Paging of lists: 25 a page, at most 500, the first page is 1. */
export const pageQuery = z.object({
  pageSize: z.coerce.number().int().min(1).max(500).default(25),
  pageNumber: z.coerce.number().int().min(1).default(1),
});

export const errorBodyModel = z.object({
  message: z.string(),
  code: z.string(),
  status: z.int(),
  contextId: z.string(),
  messageWithParams: z.string().optional(),
  messageParams: z.record(z.string(), z.string()).optional(),
  details: z.array(z.unknown()),
  errors: z.array(z.unknown()),
});

export const reference = z.object({ id: z.string(), name: z.string(), selfUri: z.string() });
const namedEntity = z.object({ id: z.string(), name: z.string() });

/** The list envelope; page numbers start at 1, URIs are relative. */
export function pageOfModel<T extends z.ZodType>(entity: T) {
  return z.object({
    entities: z.array(entity),
    pageSize: z.int(),
    pageNumber: z.int(),
    total: z.int(),
    firstUri: z.string(),
    lastUri: z.string(),
    selfUri: z.string(),
    nextUri: z.string().optional(),
    previousUri: z.string().optional(),
    pageCount: z.int(),
  });
}

export const queueModel = reference.extend({ division: reference, memberCount: z.int() });

export const userModel = reference.extend({
  division: reference,
  email: z.string(),
  username: z.string(),
  state: z.enum(['active', 'inactive', 'deleted']),
  version: z.int(),
  presence: z.object({ presenceDefinition: z.object({ systemPresence: z.string() }) }).optional(),
  routingStatus: z.object({ userId: z.string(), status: z.string() }).optional(),
});

export const memberModel = z.object({
  id: z.string(),
  name: z.string(),
  user: userModel,
  ringNumber: z.int(),
  joined: z.boolean(),
  memberBy: z.string(),
  routingStatus: z.object({ userId: z.string(), status: z.string() }),
});

const grantType = z.enum(['CLIENT-CREDENTIALS', 'CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD']);
const roleDivision = z.object({ roleId: z.string(), divisionId: z.string() });

export const oauthClientModel = z.object({
  id: z.string(),
  name: z.string(),
  accessTokenValiditySeconds: z.int(),
  authorizedGrantType: grantType,
  secret: z.string().optional(),
  scope: z.array(z.string()),
  roleDivisions: z.array(roleDivision),
  state: z.enum(['active', 'disabled', 'inactive']),
  selfUri: z.string(),
});

export const oauthClientInput = z.object({
  name: z.string().min(1),
  authorizedGrantType: grantType,
  accessTokenValiditySeconds: z.int().min(1).optional(),
  state: z.enum(['active', 'disabled', 'inactive']).optional(),
});

export const tokenInfoModel = z.object({
  organization: namedEntity,
  homeOrganization: namedEntity,
  authorizedScope: z.array(z.string()),
  OAuthClient: z.object({
    id: z.string(),
    name: z.string(),
    authorizedGrantType: grantType,
    scope: z.array(z.string()),
    roleDivisions: z.array(roleDivision),
    state: z.string(),
    organization: namedEntity,
  }),
});

const statistics = z.object({
  count: z.number().optional(),
  sum: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Of a service level: answered in time, of how many, and the goal. */
  ratio: z.number().optional(),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
  target: z.number().optional(),
  /** Of `oLongest…` observations: milliseconds. */
  calculatedMetricValue: z.number().optional(),
});

export const observationsModel = z.object({
  results: z.array(
    z.object({
      group: z.record(z.string(), z.string()),
      data: z.array(
        z.object({ metric: z.string(), qualifier: z.string().optional(), stats: statistics }),
      ),
    }),
  ),
});

export const aggregatesModel = z.object({
  results: z.array(
    z.object({
      group: z.record(z.string(), z.string()),
      data: z.array(
        z.object({
          interval: z.string(),
          metrics: z.array(z.object({ metric: z.string(), stats: statistics })),
        }),
      ),
    }),
  ),
});

const conversationModel = z.object({
  conversationId: z.string(),
  conversationStart: z.string(),
  /** Absent until the conversation ends. */
  conversationEnd: z.string().optional(),
  originatingDirection: z.enum(['inbound', 'outbound']),
  divisionIds: z.array(z.string()),
  participants: z.array(z.record(z.string(), z.unknown())),
});

export const conversationsModel = z.object({
  conversations: z.array(conversationModel),
  aggregations: z.array(z.unknown()),
  totalHits: z.int(),
});

export const conversationsByIdModel = z.object({ conversations: z.array(conversationModel) });
