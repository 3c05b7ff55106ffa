using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ConsulSecurity.Platform;

namespace ConsulSecurity.Consul;

/// <summary>The one path that every request to Consul takes: token, time limit, retries, and errors in words for people.</summary>
internal sealed class ConsulClient(ConsulConnection connection, IOperationLog? log = null, RetryPolicy? retry = null)
{
    private static readonly ConditionalWeakTable<ConsulConnection, HttpTransport> s_transports = new();

    private readonly IOperationLog _log = log ?? SilentLog.Instance;
    private readonly RetryPolicy _retry = retry ?? new RetryPolicy();
    private readonly HttpTransport _transport = s_transports.GetValue(connection, HttpTransport.For);

    public ConsulConnection Connection { get; } = connection;

    /// <summary>Closes the connections that were kept open.</summary>
    public static void Close(ConsulConnection connection)
    {
        if (s_transports.TryGetValue(connection, out HttpTransport? transport))
        {
            s_transports.Remove(connection);
            transport.Dispose();
        }
    }

    /// <summary>Sends, and reads the JSON of the answer.</summary>
    public async Task<T> SendAsync<T>(ConsulRequest request, CancellationToken cancellation) =>
        (await SendAsync(request, cancellation).ConfigureAwait(false)).Read<T>();

    /// <summary>Sends, and throws for any answer but a success.</summary>
    /// <exception cref="ConsulSecurityException">What went wrong, after the retries that are safe.</exception>
    public async Task<ConsulAnswer> SendAsync(ConsulRequest request, CancellationToken cancellation)
    {
        ConsulAnswer answer = await AskAsync(request, cancellation).ConfigureAwait(false);
        return answer.IsSuccess ? answer : throw ConsulErrors.FromAnswer(Connection, answer);
    }

    /// <summary>Sends, and gives any answer as it is: for questions where a refusal is an answer too.</summary>
    public async Task<ConsulAnswer> AskAsync(ConsulRequest request, CancellationToken cancellation)
    {
        TimeSpan waited = TimeSpan.Zero;
        for (int attempt = 0; ; attempt++)
        {
            ConsulAnswer? answer = null;
            ConsulSecurityException? failure = null;
            try
            {
                answer = await TryAsync(request, cancellation).ConfigureAwait(false);
            }
            catch (ConsulSecurityException e)
            {
                failure = e;
            }

            TimeSpan wait = _retry.WaitAfter(attempt);
            if (waited + wait > PatienceFor(request, answer, failure))
            {
                return answer ?? throw failure!;
            }

            _log.Verbose($"{request.Name}: {failure?.Message ?? ConsulFault.FirstLine(ConsulFault.Strip(answer!.Body))} Trying again.");
            await _retry.Delay(wait, cancellation).ConfigureAwait(false);
            waited += wait;
        }
    }

    /// <summary>How long the outcome of a try justifies trying again; zero where it is final.</summary>
    private TimeSpan PatienceFor(ConsulRequest request, ConsulAnswer? answer, ConsulSecurityException? failure)
    {
        if (failure is not null)
        {
            return failure.ErrorId switch
            {
                // Nothing was sent, so even a write is safe to repeat.
                "ConsulUnreachable" => _retry.WhileUnreachable,
                "ConsulConnectionLost" when request.IsRepeatable => _retry.WhileUnreachable,
                _ => TimeSpan.Zero,
            };
        }

        return ConsulFault.Classify(answer!.StatusCode, ConsulFault.Strip(answer.Body)) switch
        {
            ConsulFault.Kind.NoLeader or ConsulFault.Kind.LegacyAcl or ConsulFault.Kind.TooManyRequests => _retry.WhileUnavailable,
            ConsulFault.Kind.LostBetweenAgents when request.IsRepeatable => _retry.WhileUnavailable,
            _ => TimeSpan.Zero,
        };
    }

    private async Task<ConsulAnswer> TryAsync(ConsulRequest request, CancellationToken cancellation)
    {
        TimeSpan limit = request.Timeout ?? _retry.TryTimeout;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        try
        {
            using HttpRequestMessage message = ToMessage(request);
            using HttpResponseMessage response =
                await _transport.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            string body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            _log.Verbose($"{request.Name}: {(int)response.StatusCode}");
            return new ConsulAnswer(request, (int)response.StatusCode, body, Headers(response));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw ConsulErrors.TimedOut(Connection, request.Name, limit);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Explain(request, e);
        }
    }

    private ConsulSecurityException Explain(ConsulRequest request, Exception failure)
    {
        if (_transport.Trust?.Refusal is { } reason)
        {
            return ConsulErrors.CertificateUntrusted(Connection, reason, failure);
        }

        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationException:
                    return ConsulErrors.TlsHandshakeFailed(Connection, failure);
                case SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) }:
                    return ConsulErrors.Unreachable(Connection, failure);
            }
        }

        return ConsulErrors.ConnectionLost(Connection, request.Name, failure);
    }

    private HttpRequestMessage ToMessage(ConsulRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.ToRelativeUri(Connection));
        if (request.Body is not null)
        {
            message.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
        }

        if ((request.Token ?? Connection.Token) is { Length: > 0 } token)
        {
            message.Headers.TryAddWithoutValidation("X-Consul-Token", token.Reveal());
        }

        if (Connection.BasicAuthentication is { } basic)
        {
            string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(basic.Reveal()));
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", encoded);
        }

        if (Connection.TlsServerName is { } name && Connection.Address.Scheme == "https")
        {
            // The HTTP stack takes the name for SNI, and for checking the certificate, from here.
            message.Headers.Host = name;
        }

        return message;
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Headers)
        {
            headers[header.Key] = header.Value.First();
        }

        return headers;
    }
}
