// The exception that each code is, as a reader of the catalogues expects it.

using System.Collections.Generic;

internal static class Exceptions
{
    internal static readonly Dictionary<string, Dictionary<string, string>> Of = new Dictionary<string, Dictionary<string, string>>
    {
        {
            "molroo", new Dictionary<string, string>
            {
                { "UNAUTHORIZED", "UnauthorizedException" },
                { "FORBIDDEN", "ForbiddenException" },
                { "VALIDATION_ERROR", "ValidationException" },
                { "INVALID_PERSONA", "InvalidPersonaException" },
                { "INVALID_APPRAISAL", "InvalidAppraisalException" },
                { "INVALID_VAD", "InvalidVadException" },
                { "INVALID_PRESET", "InvalidPresetException" },
                { "NOT_FOUND", "NotFoundException" },
                { "RATE_LIMIT", "RateLimitException" },
                { "INTERNAL_ERROR", "InternalException" },
                { "SERVICE_UNAVAILABLE", "ServiceUnavailableException" },
            }
        },
        {
            "molroo-socket", new Dictionary<string, string>
            {
                { "INVALID_MESSAGE", "InvalidMessageException" },
                { "UNAUTHORIZED", "UnauthorizedException" },
                { "SESSION_NOT_FOUND", "SessionNotFoundException" },
                { "RATE_LIMIT", "RateLimitException" },
            }
        },
        {
            "persona-sdk", new Dictionary<string, string>
            {
                { "BAD_REQUEST", "BadRequestException" },
                { "UNAUTHORIZED", "AuthenticationException" },
                { "FORBIDDEN", "ForbiddenException" },
                { "NOT_FOUND", "NotFoundException" },
                { "TOO_MANY_REQUESTS", "RateLimitException" },
                { "INTERNAL_SERVER_ERROR", "ServerException" },
                { "SERVICE_UNAVAILABLE", "ServerException" },
            }
        },
        {
            "role-sessions", new Dictionary<string, string>
            {
                { "invalid_parameters", "InvalidParametersException" },
                { "invalid_api_key", "InvalidApiKeyException" },
                { "forbidden", "ForbiddenException" },
                { "session_not_found", "SessionNotFoundException" },
                { "conflict", "ConflictException" },
                { "unprocessable_entity", "UnprocessableEntityException" },
                { "rate_limit_exceeded", "RateLimitExceededException" },
                { "internal_error", "InternalException" },
                { "bad_gateway", "BadGatewayException" },
                { "service_unavailable", "ServiceUnavailableException" },
            }
        },
        {
            "message-analysis", new Dictionary<string, string>
            {
                { "INVALID_INPUT", "InvalidInputException" },
                { "UNAUTHORIZED", "UnauthorizedException" },
                { "FORBIDDEN", "ForbiddenException" },
                { "CONTENT_BLOCKED", "ContentBlockedException" },
                { "RATE_LIMIT_EXCEEDED", "RateLimitExceededException" },
                { "DAILY_QUOTA_EXCEEDED", "DailyQuotaExceededException" },
                { "MONTHLY_QUOTA_EXCEEDED", "MonthlyQuotaExceededException" },
                { "INTERNAL_ERROR", "InternalException" },
                { "SERVICE_UNAVAILABLE", "ServiceUnavailableException" },
            }
        },
        {
            "unleeshed", new Dictionary<string, string>
            {
                { "unauthorized", "UnauthorizedException" },
                { "not_licensed", "NotLicensedException" },
                { "invalid_request", "InvalidRequestException" },
                { "rate_limit_exceeded", "RateLimitExceededException" },
                { "not_found", "NotFoundException" },
                { "internal_error", "InternalException" },
            }
        },
        {
            "problem", new Dictionary<string, string>
            {
                { "out-of-credit", "OutOfCreditException" },
                { "validation-error", "ValidationException" },
                { "not-found", "NotFoundException" },
                { "quota-exceeded", "QuotaExceededException" },
                { "too-fast", "TooFastException" },
                { "internal-error", "InternalException" },
                { "unavailable", "UnavailableException" },
            }
        },
    };
}
