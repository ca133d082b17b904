using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // Runs every [Test] of this assembly, each in a fresh fixture, and closes with `N passed, N failed`.
    // Arguments are parts of names: then only the tests that hold one of them run.
    public static class Runner
    {
        public static int Main(string[] wanted)
        {
            var passed = 0;
            var failures = new List<string>();
            foreach (var fixture in Assembly.GetExecutingAssembly().GetTypes().OrderBy(type => type.FullName))
            {
                if (!fixture.IsDefined(typeof(TestFixtureAttribute), false))
                {
                    continue;
                }
                foreach (var test in With<TestAttribute>(fixture))
                {
                    var name = fixture.Name + "." + test.Name;
                    if (wanted.Length > 0 && !wanted.Any(name.Contains))
                    {
                        continue;
                    }
                    var watch = Stopwatch.StartNew();
                    var failure = Run(fixture, test);
                    if (failure == null)
                    {
                        passed++;
                        Console.WriteLine("ok      " + name + " (" + watch.ElapsedMilliseconds + " ms)");
                    }
                    else
                    {
                        failures.Add("FAILED  " + name + Environment.NewLine + failure);
                    }
                }
            }
            // At the end, where they are seen.
            failures.ForEach(Console.WriteLine);
            Console.WriteLine(passed + " passed, " + failures.Count + " failed");
            return failures.Count == 0 && passed > 0 ? 0 : 1;
        }

        private static Exception Run(Type fixture, MethodInfo test)
        {
            object instance;
            try
            {
                instance = Activator.CreateInstance(fixture);
            }
            catch (TargetInvocationException thrown)
            {
                return thrown.InnerException;
            }
            Exception failure = null;
            foreach (var method in With<SetUpAttribute>(fixture))
            {
                failure = failure ?? Call(instance, method);
            }
            failure = failure ?? Call(instance, test);
            foreach (var method in With<TearDownAttribute>(fixture))
            {
                failure = failure ?? Call(instance, method);
            }
            return failure;
        }

        private static Exception Call(object instance, MethodInfo method)
        {
            try
            {
                method.Invoke(instance, null);
                return null;
            }
            catch (TargetInvocationException thrown)
            {
                return thrown.InnerException;
            }
        }

        private static IEnumerable<MethodInfo> With<T>(Type fixture)
            where T : Attribute
        {
            return fixture.GetMethods().Where(method => method.IsDefined(typeof(T), true));
        }
    }
}
